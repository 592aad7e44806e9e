using Signalbox.Core.Quality;
using Signalbox.Usage;

namespace Signalbox.Quality.Contracts;

/// <summary>Reads calls of a group as what they say of its quality.</summary>
internal static class ObservedCalls
{
    /// <summary>Reads.</summary>
    /// <param name="rows">The calls.</param>
    /// <param name="expected">The deployments that were to serve them; null where whoever was tried first was.</param>
    public static IReadOnlyList<ObservedCall> Of(IEnumerable<TargetCallRow> rows, IReadOnlyCollection<string>? expected) => [.. rows.Select(row => Of(row, expected))];

    /// <summary>Reads one.</summary>
    public static ObservedCall Of(TargetCallRow row, IReadOnlyCollection<string>? expected)
    {
        var served = row.Status == (long)CallStatus.Success;
        var fellBack = !served || (expected is null ? row.Attempts > 1 : row.Deployment is not { } deployment || !expected.Contains(deployment));
        return new(served, fellBack, !served && (row.Code == "upstream-timeout" || row.HttpStatus == StatusCodes.Status504GatewayTimeout), row.CostMicros, row.LatencyUs, row.TtftUs, row.TokensOutput);
    }
}
