namespace Signalbox.Identity;

/// <summary>Endpoint metadata: the permission a subject needs. An admin endpoint without it answers no one.</summary>
/// <param name="Name">OBJECT:ACTION, or null for an endpoint that serves before sign-in.</param>
internal sealed record RequiredPermission(string? Name);

/// <summary>Declares what an endpoint needs.</summary>
internal static class RequiredPermissionExtensions
{
    /// <summary>The endpoint needs a subject with this permission, for example <c>keys:write</c>.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredPermission(permission));

    /// <summary>The endpoint serves everyone; it says so on purpose.</summary>
    public static TBuilder ServeEveryone<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredPermission(null));
}
