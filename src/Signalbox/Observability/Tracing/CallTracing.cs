using System.Diagnostics;
using Signalbox.Observability.Export;

namespace Signalbox.Observability.Tracing;

/// <summary>Begins the trace of each call, when anyone wants it. Otherwise there is no <see cref="CallTrace"/> at all.</summary>
internal sealed class CallTracing(TelemetryOptions options) : IDisposable
{
    /// <summary>The name of the source of our spans.</summary>
    public const string SourceName = "Signalbox";

    private readonly ActivitySource _source = new(SourceName, BuildInfo.Version);

    /// <summary>Begins a call's span, as the child of the span the caller names in <c>traceparent</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestId">The call's id.</param>
    /// <param name="api">The API called.</param>
    /// <returns>The trace; null when no one listens or it is not sampled.</returns>
    public CallTrace? Begin(HttpRequest request, string requestId, string api)
    {
        if (!_source.HasListeners()) return null;
        // A span of the web server's own is not exported; as our parent it would tear the trace in two.
        Activity.Current = null;
        var known = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        var activity = _source.StartActivity(GenAI.Operation(api), ActivityKind.Server, known ? parent : default);
        if (activity is null) return null;
        activity.SetTag(GenAI.OperationName, GenAI.Operation(api));
        activity.SetTag("signalbox.request_id", requestId);
        return new CallTrace(activity, _source, options.TellUpstreams);
    }

    public void Dispose() => _source.Dispose();
}
