using System.Diagnostics;
using Signalbox.Usage;

namespace Signalbox.Observability.Tracing;

/// <summary>The span of one attempt at an upstream.</summary>
internal readonly struct AttemptTrace(Activity? activity, bool tellUpstream) : IDisposable
{
    /// <summary>Notes where the request goes, and tells the upstream the trace where the operator wants that.</summary>
    public void Inject(HttpRequestMessage request)
    {
        if (activity is { IsAllDataRequested: true } && request.RequestUri is { } uri)
            activity.SetTag(GenAI.ServerAddress, uri.Host).SetTag(GenAI.ServerPort, uri.Port);
        if (!tellUpstream || activity?.Id is not { } id) return;
        request.Headers.TryAddWithoutValidation("traceparent", id);
        if (activity.TraceStateString is { Length: > 0 } state) request.Headers.TryAddWithoutValidation("tracestate", state);
    }

    /// <summary>Notes what the translation of the request left out or brought about by other means: names of fields, no content.</summary>
    public void Translated(string notes)
    {
        if (activity is { IsAllDataRequested: true })
            activity.AddEvent(new ActivityEvent("translation", tags: new ActivityTagsCollection { ["signalbox.translation"] = notes }));
    }

    /// <summary>Notes what the answer was.</summary>
    public void Answered(UsageRecord record, AnswerFacts? facts)
    {
        if (activity is not { IsAllDataRequested: true }) return;
        activity.SetTag("http.response.status_code", record.HttpStatus);
        GenAI.Describe(activity, record, facts);
        if (record.Status != CallStatus.Error || record.Code is null) return;
        // A stream that broke off after its beginning.
        activity.SetTag(GenAI.ErrorType, record.Code);
        activity.SetStatus(ActivityStatusCode.Error, record.Code);
    }

    /// <summary>Notes that the attempt led to no answer.</summary>
    /// <param name="code">The error code.</param>
    /// <param name="status">The upstream's HTTP status; null when none came.</param>
    public void Failed(string code, int? status)
    {
        if (activity is null) return;
        activity.SetTag(GenAI.ErrorType, code);
        activity.SetTag("http.response.status_code", status);
        activity.SetStatus(ActivityStatusCode.Error, code);
    }

    /// <summary>
    /// Notes that the attempt was canceled, since another at the same call was quicker. The call goes well by that, so it is no error: the conventions leave
    /// the status of such a span unset (https://opentelemetry.io/docs/specs/semconv/general/recording-errors/), and have no word for it.
    /// </summary>
    public void Outrun()
    {
        if (activity is { IsAllDataRequested: true }) activity.SetTag("signalbox.attempt.outcome", CallAttempt.HedgeLost);
    }

    public void Dispose() => activity?.Stop();
}
