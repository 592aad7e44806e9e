using Signalbox.Admin;

namespace Signalbox.Audit;

/// <summary>Who makes an admin write, from where, and why.</summary>
/// <param name="Name">The subject, for example <c>admin</c> or <c>configuration</c>.</param>
/// <param name="RequestId">The admin request, when there is one.</param>
/// <param name="RemoteAddress">The peer's address, when there is one.</param>
/// <param name="Reason">Why, in the writer's own words; null when they gave none.</param>
internal sealed record AdminActor(string Name, string? RequestId, string? RemoteAddress, string? Reason = null)
{
    /// <summary>Set to <c>stale</c> on the answer to a change that was committed, and that no snapshot could be built from yet.</summary>
    public const string StaleHeader = "x-signalbox-snapshot";

    /// <summary>Tells the author of a committed change that this instance still serves by what was before; null when nobody waits to hear it.</summary>
    public Action? TellNotInForce { get; init; }

    /// <summary>The gateway itself, while it starts.</summary>
    public static AdminActor Startup { get; } = new("startup", null, null);

    /// <summary>The YAML configuration applied at start.</summary>
    public static AdminActor Configuration { get; } = new("configuration", null, null);

    /// <summary>Whoever runs a command on the gateway's own machine.</summary>
    public static AdminActor Operator { get; } = new("operator", null, null);

    /// <summary>The subject of an admin request.</summary>
    /// <exception cref="ProblemException">400 for a reason that cannot be kept.</exception>
    public static AdminActor From(HttpContext context) => new(
        context.User.Identity?.Name ?? "admin", Admin.RequestId.Of(context), context.Connection.RemoteIpAddress?.ToString(), ChangeReason.Of(context.Request))
    {
        TellNotInForce = () => context.Response.Headers[StaleHeader] = "stale",
    };
}
