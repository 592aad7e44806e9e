using Signalbox.Usage;

namespace Signalbox.Pipeline.Rehearsal;

/// <summary>Who served a group's calls lately, and how.</summary>
/// <param name="RouteGroup">The group's key.</param>
/// <param name="Since">From when calls are counted.</param>
/// <param name="Calls">How many there were; the newest 20,000 of the group are looked at.</param>
/// <param name="Members">By member. What was served by none of them, such as the server's default model, comes last, without a model.</param>
internal sealed record SplitView(string RouteGroup, DateTimeOffset Since, long Calls, IReadOnlyList<SplitMember> Members);

/// <summary>What a member served.</summary>
/// <param name="Model">The member model's name; null for what is no member.</param>
/// <param name="Deployments">Those of its deployments that served, or were tried last.</param>
/// <param name="Calls">Calls it served, or failed as the last that was tried.</param>
/// <param name="Share">Their share of all, 0 to 1.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="AfterAnother">Those that came to it, or stayed with it, only after an attempt had failed.</param>
/// <param name="ErrorRate">Share of its calls that failed, 0 to 1; null without calls.</param>
/// <param name="LatencyMs">Mean time to the last byte of those that succeeded.</param>
/// <param name="FirstTokenMs">Mean time to the first content of its streams.</param>
/// <param name="CostUsd">Mean cost of those that succeeded and have a price.</param>
/// <param name="OutputTokens">Mean tokens of the answers.</param>
internal sealed record SplitMember(
    string? Model, IReadOnlyList<string> Deployments, long Calls, double Share, long Failed, long AfterAnother, double? ErrorRate, double? LatencyMs, double? FirstTokenMs, decimal? CostUsd, double? OutputTokens)
{
    /// <summary>Adds the rows of its deployments up.</summary>
    public static SplitMember Of(string? model, IReadOnlyList<ServedSum> rows, long all)
    {
        var calls = rows.Sum(r => r.Calls);
        var failed = calls - rows.Sum(r => r.Succeeded);
        return new(
            model, [.. rows.Select(r => r.Deployment)], calls, all == 0 ? 0 : (double)calls / all, failed, rows.Sum(r => r.Repeated), calls == 0 ? null : (double)failed / calls,
            Mean(rows.Sum(r => r.LatencyUs), rows.Sum(r => r.Succeeded), 1000), Mean(rows.Sum(r => r.TtftUs), rows.Sum(r => r.Streams), 1000),
            rows.Sum(r => r.Priced) is > 0 and var priced ? Math.Round(rows.Sum(r => r.CostMicros) / 1_000_000m / priced, 9) : null, Mean(rows.Sum(r => r.TokensOutput), rows.Sum(r => r.Counted), 1));
    }

    private static double? Mean(long sum, long count, double unit) => count == 0 ? null : Math.Round(sum / unit / count, 1);
}
