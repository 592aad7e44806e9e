using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>The names of <see cref="RouteStrategy"/> in YAML, API and database.</summary>
internal static class RouteStrategies
{
    /// <summary>The strategy whose members have a status.</summary>
    public const string Primary = "primary";

    /// <summary>The strategy that goes by a score.</summary>
    public const string Score = "score";

    /// <summary>The strategy that splits callers.</summary>
    public const string Ab = "ab";

    /// <summary>The strategy that a policy decides.</summary>
    public const string Policy = "policy";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["static", "weighted", "round_robin", "priority", Primary, "least_latency", "least_cost", Score, Ab, Policy];

    /// <summary>Those that may decide where a policy does not.</summary>
    public static IReadOnlyList<string> Fallbacks { get; } = ["static", "weighted", "round_robin", "priority", "least_latency", "least_cost"];

    /// <summary>The strategy of that name, or null.</summary>
    public static RouteStrategy? Parse(string? name) => name switch
    {
        "static" => RouteStrategy.Static,
        "weighted" => RouteStrategy.Weighted,
        "round_robin" => RouteStrategy.RoundRobin,
        "priority" => RouteStrategy.Priority,
        Primary => RouteStrategy.Primary,
        "least_latency" => RouteStrategy.LeastLatency,
        "least_cost" => RouteStrategy.LeastCost,
        Score => RouteStrategy.Score,
        Ab => RouteStrategy.Ab,
        Policy => RouteStrategy.Policy,
        _ => null,
    };
}
