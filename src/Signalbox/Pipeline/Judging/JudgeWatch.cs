using Signalbox.Admin;
using Signalbox.Core.Promotion;
using Signalbox.Promotion.Shadow;
using Signalbox.Quality.Contracts;
using Signalbox.Threading;

namespace Signalbox.Pipeline.Judging;

/// <summary>
/// Has pairs of shadow traffic judged in the background, where a contract names a judge: a sample, within a cost per day, one after the other at
/// each instance, and each pair by one instance. It lies on no caller's path.
/// </summary>
internal sealed partial class JudgeWatch(
    QualityContractStore contracts, ShadowPairStore pairs, JudgeCalls judge, TimeProvider time, ILogger<JudgeWatch> logger) : BackgroundService
{
    private const int MostPerBeat = 20;
    private const int DigitsOfSample = 4;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(
        stopping => Task.Delay(Beat, time, stopping), WorkAsync,
        failure => Log.Blind(logger, failure, failure.GetType().Name), () => Log.Recovered(logger), stoppingToken);

    private async Task WorkAsync(CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var rows = Page<QualityContractRow>.Cut(await contracts.ListAsync(null, new PageQuery(100, cursor), cancellation), 100, row => row.RouteGroup);
            foreach (var row in rows.Items)
                if (row.ToDraft().Judge is { } plan) await WorkAsync(row.RouteGroupId, plan, cancellation);
            cursor = rows.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task WorkAsync(string groupId, JudgeDraft plan, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeMilliseconds();
        foreach (var pair in await pairs.ListUnjudgedAsync(groupId, now.AddDays(-1).ToUnixTimeMilliseconds(), MostPerBeat, cancellation))
        {
            if (await pairs.JudgeCostSinceAsync(groupId, today, cancellation) >= plan.DailyCostUsd * 1e6) return;
            // Taken before it is judged: a pair that an instance dies over is left unjudged, rather than paid for again and again.
            if (await pairs.TryTakeForJudgeAsync(pair.Id, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation) && IsSampled(pair.Id, plan.SamplePercent))
                await JudgeAsync(pair, plan, cancellation);
        }
    }

    private async Task JudgeAsync(ShadowPair pair, JudgeDraft plan, CancellationToken cancellation)
    {
        // What is the same needs no judge; and which stands first must not decide.
        if (pair.Same != 0)
        {
            await pairs.PutVerdictAsync(pair.Id, 500_000, plan.Model!, "the same", null, cancellation);
            return;
        }
        var isCandidateFirst = pair.Id[^1] % 2 == 0;
        var (first, second) = isCandidateFirst ? (pair.CandidateText!, pair.PrimaryText!) : (pair.PrimaryText!, pair.CandidateText!);
        var (text, cost) = await judge.AskAsync(plan.Model!, JudgeTemplate.Fill(plan.Template ?? JudgeTemplate.Usual, pair.PromptText!, first, second), cancellation);
        var verdict = text is null ? null : JudgeVerdict.Read(text, isCandidateFirst);
        var note = verdict is null ? text is null ? "no answer" : "no verdict in the answer" : verdict.Note is { } said ? TextRedaction.Apply(said.Replace("\0", "", StringComparison.Ordinal)) : null;
        await pairs.PutVerdictAsync(pair.Id, verdict is null ? null : (long)(verdict.Score * 1e6), plan.Model!, note, cost, cancellation);
    }

    /// <summary>By the random end of its id, so that every instance and every look finds the same.</summary>
    private static bool IsSampled(string id, double percent)
    {
        var (value, most) = (0L, 1L);
        foreach (var digit in id.AsSpan()[^DigitsOfSample..])
        {
            value = value * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".IndexOf(digit, StringComparison.Ordinal);
            most *= 32;
        }
        return value * 100.0 < percent * most;
    }

    private static partial class Log
    {
        [LoggerMessage(750, LogLevel.Warning, "Pairs of shadow traffic are not judged for now ({Failure})")]
        public static partial void Blind(ILogger logger, Exception fault, string failure);

        [LoggerMessage(751, LogLevel.Information, "Pairs of shadow traffic are judged again")]
        public static partial void Recovered(ILogger logger);
    }
}
