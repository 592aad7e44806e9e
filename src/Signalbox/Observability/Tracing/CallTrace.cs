using System.Diagnostics;
using Signalbox.Usage;

namespace Signalbox.Observability.Tracing;

/// <summary>
/// The trace of one call: a span with an event per stage passed and a child span per attempt at an upstream, in the words of the GenAI
/// conventions. It says who called only by the request's id, and nothing of the content.
/// </summary>
internal sealed class CallTrace(Activity activity, ActivitySource source, bool tellUpstreams) : IDisposable
{
    private bool _ended;

    /// <summary>Whether the call's span is ended by another, should this one not tell of it.</summary>
    private bool IsFork { get; init; }

    /// <summary>What the upstream of the attempt under way says of its answer.</summary>
    public AnswerFacts Answer { get; private set; } = new();

    /// <summary>A stage is behind the call.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="refusal">The code with which it refused; null when the call goes on.</param>
    public void Passed(string stage, string? refusal)
    {
        if (activity.IsAllDataRequested)
            activity.AddEvent(new ActivityEvent(stage, tags: refusal is null ? null : new ActivityTagsCollection { [GenAI.ErrorType] = refusal }));
    }

    /// <summary>Begins an attempt at an upstream.</summary>
    /// <param name="account">The upstream account.</param>
    /// <param name="system">What the conventions call a provider of its kind.</param>
    /// <param name="upstreamModel">The provider's name for the model.</param>
    /// <param name="number">Which attempt of the call, from 1.</param>
    public AttemptTrace BeginAttempt(string account, string system, string upstreamModel, int number)
    {
        Answer = new AnswerFacts();
        var attempt = source.StartActivity($"{activity.OperationName} {upstreamModel}", ActivityKind.Client, activity.Context);
        attempt?.SetTag(GenAI.OperationName, activity.OperationName).SetTag(GenAI.ProviderName, system).SetTag(GenAI.RequestModel, upstreamModel)
            .SetTag(GenAI.Account, account).SetTag("signalbox.attempt", number);
        return new AttemptTrace(attempt, tellUpstreams);
    }

    /// <summary>The same trace for a second attempt beside the first, with what its own upstream says. Whichever of the two tells of the call ends it.</summary>
    public CallTrace Fork() => new(activity, source, tellUpstreams) { IsFork = true };

    /// <summary>Parts of the answer have no place in the caller's dialect.</summary>
    /// <param name="parts">Their kinds, no content.</param>
    public void LeftOut(string parts)
    {
        if (activity.IsAllDataRequested)
            activity.AddEvent(new ActivityEvent("translation", tags: new ActivityTagsCollection { ["signalbox.translation.left_out"] = parts }));
    }

    /// <summary>Ends the call's span with what its record says. Nothing happens the second time.</summary>
    public void End(UsageRecord record)
    {
        if (_ended) return;
        _ended = true;
        if (activity.IsAllDataRequested) Describe(record);
        activity.Stop();
    }

    public void Dispose()
    {
        if (!_ended && !IsFork) activity.Stop();
    }

    private void Describe(UsageRecord record)
    {
        if (record.TargetKind is not null)
        {
            activity.DisplayName = $"{activity.OperationName} {record.Model}";
            activity.SetTag(GenAI.RequestModel, record.Model);
        }
        activity.SetTag(GenAI.ProviderName, record.ProviderSystem);
        activity.SetTag(GenAI.Account, record.Provider);
        GenAI.Describe(activity, record, Answer);
        activity.SetTag("http.response.status_code", record.HttpStatus);
        activity.SetTag("signalbox.status", CallStatuses.Name(record.Status));
        activity.SetTag("signalbox.stream", record.Stream);
        activity.SetTag("signalbox.attempts", record.Attempts);
        activity.SetTag("signalbox.route_reason", record.RouteReason);
        activity.SetTag("signalbox.cost_micros", record.CostMicros);
        activity.SetTag("signalbox.overhead_us", record.OverheadMicroseconds);
        activity.SetTag("signalbox.time_to_first_token_us", record.TimeToFirstTokenMicroseconds);
        if (record.Code is null || record.Status == CallStatus.Success) return;
        activity.SetTag(GenAI.ErrorType, record.Code);
        // A refusal is the caller's error, not the server's: the conventions leave such a server span unset.
        if (record.Status == CallStatus.Error) activity.SetStatus(ActivityStatusCode.Error, record.Code);
    }
}
