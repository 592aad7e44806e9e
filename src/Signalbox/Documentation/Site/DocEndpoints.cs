using System.Text;
using Signalbox.Admin;
using Signalbox.Documentation.Reference;
using Signalbox.Identity;

namespace Signalbox.Documentation.Site;

/// <summary><c>/docs/</c>. The pages hold nothing secret and are open to everyone; they load nothing from elsewhere.</summary>
internal static class DocEndpoints
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/docs/assets/{name}", Asset).ServeEveryone().ExcludeFromDescription();
        routes.MapGet("/docs/{**path}", PageAsync).ServeEveryone().ExcludeFromDescription();
    }

    private static async Task PageAsync(HttpContext context, DocLibrary library, DocLayout layout, ApiReference reference)
    {
        var path = (context.Request.RouteValues["path"] as string ?? "").TrimEnd('/');
        if (path.EndsWith(".md", StringComparison.Ordinal) || (path.Length == 0 && !context.Request.Path.Value!.EndsWith('/')))
        {
            context.Response.Redirect(DocLinks.Root + DocLinks.PathOf(path));
            return;
        }
        if (path == DocLibrary.ApiPath)
        {
            var page = await reference.PageAsync(context.RequestAborted);
            await WriteAsync(context, layout.Render(path, page.Title, page.Html, page.Headings));
        }
        else if (library.Find(path) is { } page)
        {
            await WriteAsync(context, layout.Render(path, page.Title, page.Html, page.Headings));
        }
        else
        {
            await Problems.WriteAsync(context, StatusCodes.Status404NotFound, "not-found", "There is no such page. The documentation begins at /docs/.");
        }
    }

    private static IResult Asset(string name, HttpContext context, DocAssets assets)
    {
        if (assets.Find(name) is not { } asset) return TypedResults.NotFound();
        SetHeaders(context.Response.Headers);
        context.Response.Headers.CacheControl = context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(asset.Bytes, asset.ContentType);
    }

    private static async Task WriteAsync(HttpContext context, string html)
    {
        SetHeaders(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = "text/html; charset=utf-8";
        var bytes = Encoding.UTF8.GetBytes(html);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
