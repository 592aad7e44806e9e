using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>The names of <see cref="RouteAffinity"/> in YAML, API and database.</summary>
internal static class RouteAffinities
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["key", "user", "session", "prompt"];

    /// <summary>The affinity of that name; none for null, and for a name this version does not know.</summary>
    public static RouteAffinity Parse(string? name) => name switch
    {
        "key" => RouteAffinity.Key,
        "user" => RouteAffinity.User,
        "session" => RouteAffinity.Session,
        "prompt" => RouteAffinity.Prompt,
        _ => RouteAffinity.None,
    };
}
