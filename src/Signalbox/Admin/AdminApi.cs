namespace Signalbox.Admin;

/// <summary>The group all admin endpoints stand in: problems instead of exceptions, answers that no cache keeps.</summary>
internal static class AdminApi
{
    /// <summary>The base path.</summary>
    public const string Base = "/admin/api";

    /// <summary>Where clients of other gateways expect what they know.</summary>
    public const string CompatibleBase = "/ui/api";

    /// <summary>A group of admin endpoints under one tag.</summary>
    public static RouteGroupBuilder MapAdmin(this IEndpointRouteBuilder routes, string path, string tag) =>
        Map(routes, Base + path, tag);

    /// <summary>The same, at the path and with the words that another gateway's clients use.</summary>
    public static RouteGroupBuilder MapCompatible(this IEndpointRouteBuilder routes, string path, string tag) => Map(routes, CompatibleBase + path, tag);

    /// <summary>The same, where the path is published already and stands outside of the base.</summary>
    public static RouteGroupBuilder MapPublished(this IEndpointRouteBuilder routes, string path, string tag) => Map(routes, path, tag);

    private static RouteGroupBuilder Map(IEndpointRouteBuilder routes, string path, string tag) =>
        routes.MapGroup(path).WithTags(tag).AddEndpointFilter(NoStoreAsync).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);

    private static ValueTask<object?> NoStoreAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        invocation.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(invocation);
    }

    /// <summary>Answers with an object and its ETag.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.Ok<T> Tagged<T>(HttpContext context, T view, string etag)
    {
        context.Response.Headers.ETag = etag;
        return TypedResults.Ok(view);
    }
}
