namespace Signalbox.Identity;

/// <summary>Endpoint metadata: the permission a subject needs. An admin endpoint without it answers no one.</summary>
/// <param name="Name">OBJECT:ACTION, or null for an endpoint that serves before sign-in.</param>
/// <param name="RefusalCode">The code of the 403 that who has it not gets.</param>
internal sealed record RequiredPermission(string? Name, string RefusalCode = RequiredPermission.Forbidden)
{
    /// <summary>The code unless an endpoint says another.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Whether someone who presents a caller's key is told that it does not suffice, instead of being asked to sign in.</summary>
    public bool KnowsCallers => RefusalCode != Forbidden;
}

/// <summary>Declares what an endpoint needs.</summary>
internal static class RequiredPermissionExtensions
{
    /// <summary>The endpoint needs a subject with this permission, for example <c>keys:write</c>.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredPermission(permission));

    /// <summary>The same, for an endpoint with a code of its own for those who may not: a caller's key gets it too.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission, string refusalCode) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredPermission(permission, refusalCode));

    /// <summary>The endpoint serves everyone; it says so on purpose.</summary>
    public static TBuilder ServeEveryone<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredPermission(null));
}
