using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Signalbox.Admin;
using Signalbox.Core.Promotion;
using Signalbox.Pipeline.Dialects;
using Signalbox.Promotion.Shadow;
using Signalbox.Usage;

namespace Signalbox.Pipeline.Shadowing;

/// <summary>
/// Asks a candidate what a caller has asked, by the same code that serves callers, over a request of its own: no key, no connection, no
/// cancellation of the caller's. Whatever happens here ends here.
/// </summary>
internal sealed partial class ShadowCalls(
    SilentCalls silent, ShadowPairs pairs, ShadowBudgets budgets, ShadowCounts counts, TimeProvider time, ILogger<ShadowCalls> logger)
{
    private const int MostTextBytes = 64 * 1024;

    /// <summary>What upstreams are told of a caller's headers; never who it is.</summary>
    private static readonly string[] Told = ["anthropic-version", "anthropic-beta", "OpenAI-Beta"];

    /// <summary>Takes what is needed of a call before it is gone.</summary>
    public static AskedCandidate Prepare(Call call, ShadowRun run) => new(
        run, call.Dialect, call.Snapshot, call.Target!, call.RequestId,
        [.. from name in Told let values = call.Http.Request.Headers[name] where values.Count == 1 select new KeyValuePair<string, string>(name, values[0]!)],
        Math.Max(0, call.Record.LatencyMicroseconds - call.Record.OverheadMicroseconds), call.Record.CostMicros, call.Record.Deployment);

    /// <summary>Asks, compares and notes. Never throws.</summary>
    public async Task RunAsync(AskedCandidate asked)
    {
        using var run = asked.Run;
        try
        {
            using var timeout = new CancellationTokenSource(run.Route.Plan.Timeout, time);
            using var call = CallFor(asked, timeout.Token);
            if (await silent.TryAskAsync(call, run.Candidate.Deployments)) Note(asked, call);
            else counts.Failed();
        }
        catch (Exception failure)
        {
            counts.Failed();
            Log.Failed(logger, failure, asked.RequestId);
        }
    }

    private Call CallFor(AskedCandidate asked, CancellationToken timeout)
    {
        var call = silent.Create(asked.Dialect, asked.Snapshot, asked.Target, "shadow", timeout);
        foreach (var (name, value) in asked.Headers) call.Http.Request.Headers[name] = value;
        var body = ArrayPool<byte>.Shared.Rent(asked.Run.Body.Length);
        asked.Run.Body.CopyTo(body, 0);
        call.SetBody(body, asked.Run.Body.Length);
        return call;
    }

    private void Note(AskedCandidate asked, Call call)
    {
        var (run, record) = (asked.Run, call.Record);
        var api = (ITranslationTarget)call.Dialect;
        var isAnswered = record.Status == CallStatus.Success;
        var primary = AnswerTexts.Read(call, api, run.Answer) ?? "";
        var candidate = isAnswered ? AnswerTexts.Read(call, api, call.Capture!) : null;
        var keeps = run.Route.Plan.KeepsTexts;
        if (record.CostMicros is { } cost) budgets.Spend(run.Route.GroupId, cost);
        if (isAnswered) counts.Answered();
        else counts.Failed();
        pairs.Add(new ShadowPair
        {
            Id = EntityIds.New(time),
            RouteGroupId = run.Route.GroupId,
            CandidateId = run.Candidate.EntryId ?? "",
            CandidateModel = run.Candidate.Model,
            PrimaryModel = run.Route.PrimaryModel,
            RequestId = asked.RequestId,
            At = record.StartedAt,
            ExpiresAt = record.StartedAt + (long)run.Route.Plan.Retention.TotalMilliseconds,
            PromptHash = Convert.ToHexStringLower(SHA256.HashData(run.Body)),
            Error = isAnswered ? candidate is null ? "upstream-error" : null : record.Code ?? "upstream-error",
            PrimaryUs = asked.PrimaryUs,
            CandidateUs = record.LatencyMicroseconds,
            PrimaryCostMicros = asked.PrimaryCostMicros,
            CandidateCostMicros = record.CostMicros,
            PrimaryCharacters = primary.Length,
            CandidateCharacters = candidate?.Length ?? 0,
            Same = candidate is not null && candidate == primary ? 1 : 0,
            PromptText = keeps ? Kept(Encoding.UTF8.GetString(run.Body)) : null,
            PrimaryText = keeps ? Kept(primary) : null,
            CandidateText = keeps && candidate is not null ? Kept(candidate) : null,
        });
    }

    private static string Kept(string text) =>
        TextRedaction.Apply((text.Length <= MostTextBytes ? text : text[..MostTextBytes]).Replace("\0", "", StringComparison.Ordinal));

    private static partial class Log
    {
        [LoggerMessage(710, LogLevel.Warning, "The shadow of call {RequestId} failed inside the gateway; the caller has its answer")]
        public static partial void Failed(ILogger logger, Exception failure, string requestId);
    }
}
