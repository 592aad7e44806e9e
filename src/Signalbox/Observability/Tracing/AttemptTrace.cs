using System.Diagnostics;

namespace Signalbox.Observability.Tracing;

/// <summary>The span of one attempt at an upstream.</summary>
internal readonly struct AttemptTrace(Activity? activity, bool tellUpstream) : IDisposable
{
    /// <summary>Tells the upstream the trace, where the operator wants that.</summary>
    public void Inject(HttpRequestMessage request)
    {
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

    public void Dispose() => activity?.Stop();
}
