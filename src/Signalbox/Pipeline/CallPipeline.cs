using Signalbox.Admin;
using Signalbox.Core.Snapshots;
using Signalbox.Observability.Tracing;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.KeptState;
using Signalbox.Pipeline.Policies;

namespace Signalbox.Pipeline;

/// <summary>
/// The path of every call, in order. A stage either lets the call go on or ends it with a typed refusal; none but the first and the last
/// know HTTP, and none but recall reads anything but memory, save that a share of a limit may have to be asked for, and a server that an operator has
/// set to order a group's members.
/// <code>
///   caller                                                                     upstream
///     |  1 authenticate   whose key is it                                          |
///     |  2 read           the body, bounded                                        |
///     |  3 parse          is it well-formed, which model                           |
///     |  4 authorize      may the caller use that model          --refused--> 8    |
///     |    recall         responses only: what do they go on from                  |
///     |  5 admit          can it be recorded, is there room      --refused--> 8    |
///     |    policy         groups that name one only: how does it order the members  |
///     |  6 route          which deployments, in which order                        |
///     |  7 send           attempt, retry, fail over  ----------------------------> |
///     |                   relay bytes as they come   &lt;---------------------------- |
///     |  8 record         into the journal, before the caller has the last byte    |
/// </code>
/// </summary>
internal sealed class CallPipeline(
    Authentication authentication,
    BodyReading bodyReading,
    Authorization authorization,
    Recall recall,
    Admission admission,
    PolicyRouting policies,
    UpstreamSending sending,
    CallEnding ending,
    CallTracing tracing,
    SnapshotHolder snapshots,
    PipelineOptions options,
    TimeProvider time)
{
    /// <summary>Serves a call to a model.</summary>
    /// <param name="http">The request.</param>
    /// <param name="dialect">What the caller speaks.</param>
    public async Task RunAsync(HttpContext http, ApiDialect dialect)
    {
        using var call = NewCall(http, dialect, dialect.Api);
        call.Trace = tracing.Begin(http.Request, call.RequestId, dialect.Api);
        try
        {
            var refusal = Passed(call, "authenticate", authentication.Run(call))
                ?? Passed(call, "read", await bodyReading.RunAsync(call))
                ?? Passed(call, "parse", RequestParsing.Run(call))
                ?? Passed(call, "authorize", authorization.Run(call))
                ?? (dialect is ResponsesDialect ? Passed(call, "recall", await recall.RunAsync(call)) : null)
                ?? Passed(call, "admit", await admission.RunAsync(call));
            if (refusal is { } reason) await ending.RefuseAsync(call, reason);
            else
            {
                if (call.Target!.Policy is { } policy) await policies.RunAsync(call, policy);
                await sending.RunAsync(call);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            ending.Disconnected(call);
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            await ending.FaultAsync(call, failure);
        }
        catch (Exception failure) when (failure is IOException or BadHttpRequestException)
        {
            ending.Disconnected(call);
        }
        finally
        {
            // However a call ends, it holds nothing of any limit after that (R11).
            ending.Release(call);
        }
    }

    /// <summary>Puts the stage into the trace, with the time it ended at.</summary>
    private static CallError? Passed(Call call, string stage, CallError? refusal)
    {
        call.Trace?.Passed(stage, refusal?.Code);
        return refusal;
    }

    /// <summary>Answers a data-plane request that is not a call, after authentication only.</summary>
    public async Task RunAuthenticatedAsync(HttpContext http, ApiDialect dialect, Func<Call, Task> answer)
    {
        using var call = NewCall(http, dialect, "models");
        if (authentication.Run(call) is { } refusal) await ending.AnswerErrorAsync(call, refusal, null);
        else await answer(call);
    }

    /// <summary>Answers with an error that leaves no record.</summary>
    public Task AnswerErrorAsync(Call call, CallError error) => ending.AnswerErrorAsync(call, error, null);

    /// <summary>Answers what is no endpoint of the data plane.</summary>
    public async Task RunUnknownAsync(HttpContext http, ApiDialect dialect, int status)
    {
        using var call = NewCall(http, dialect, "unknown");
        var path = http.Request.Path.Value is { Length: <= 100 } short_ ? short_ : "this path";
        await ending.AnswerErrorAsync(call, new CallError(status,
            status switch
            {
                StatusCodes.Status405MethodNotAllowed => $"{path} does not take the method {http.Request.Method}.",
                StatusCodes.Status426UpgradeRequired => $"{path} serves no websocket. Send a POST; with \"stream\": true the answer comes as server-sent events.",
                _ => $"There is nothing at {path}. The API is described at /docs/.",
            },
            status == StatusCodes.Status404NotFound ? "unknown-url" : "method-not-allowed"), null);
    }

    private Call NewCall(HttpContext http, ApiDialect dialect, string api)
    {
        var now = time.GetUtcNow();
        return new Call(http, dialect, RequestId.New(now), snapshots.Current, time.GetTimestamp(), now, api) { MaxImageBytes = options.MaxImageBytes };
    }
}
