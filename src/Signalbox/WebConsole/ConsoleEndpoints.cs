using Microsoft.Extensions.FileProviders;
using Signalbox.Admin;
using Signalbox.Identity;

namespace Signalbox.WebConsole;

/// <summary>Serves the console's built files under <c>/console/</c>; every path that is no file is the application's own.</summary>
internal static class ConsoleEndpoints
{
    // The console calls no one but the gateway, runs no inline script, and stands in no one's frame.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // Link checkers and load balancers ask with HEAD.
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot", "console");
        var files = Directory.Exists(root) ? new PhysicalFileProvider(root) : null;
        routes.MapMethods("/", Reading, context => Redirect(context)).ServeEveryone().ExcludeFromDescription();
        routes.MapMethods("/console/{**path}", Reading, context => ServeAsync(context, files)).ServeEveryone().ExcludeFromDescription();
    }

    private static Task Redirect(HttpContext context)
    {
        context.Response.Redirect("/console/");
        return Task.CompletedTask;
    }

    private static async Task ServeAsync(HttpContext context, PhysicalFileProvider? files)
    {
        if (files is null)
        {
            await Problems.WriteAsync(context, StatusCodes.Status404NotFound, "console-not-built", "The console was not built into this gateway. Run ./run.sh, which builds it.");
            return;
        }
        var path = context.Request.RouteValues["path"] as string ?? "";
        var file = files.GetFileInfo(path);
        var isAsset = file is { Exists: true, IsDirectory: false } && path.Length > 0;
        if (!isAsset) file = files.GetFileInfo("index.html");

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // Built assets carry a hash in their name; the page that names them does not.
        headers.CacheControl = isAsset && path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.ContentType = ContentType(isAsset ? path : "index.html");
        context.Response.ContentLength = file.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await context.Response.SendFileAsync(file, context.RequestAborted);
    }

    private static string ContentType(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
}
