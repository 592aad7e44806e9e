using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>The names of <see cref="RouteStrategy"/> in YAML, API and database.</summary>
internal static class RouteStrategies
{
    /// <summary>The strategy whose members have a status.</summary>
    public const string Primary = "primary";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["static", "weighted", "round_robin", "priority", Primary];

    /// <summary>The strategy of that name, or null.</summary>
    public static RouteStrategy? Parse(string? name) => name switch
    {
        "static" => RouteStrategy.Static,
        "weighted" => RouteStrategy.Weighted,
        "round_robin" => RouteStrategy.RoundRobin,
        "priority" => RouteStrategy.Priority,
        Primary => RouteStrategy.Primary,
        _ => null,
    };
}
