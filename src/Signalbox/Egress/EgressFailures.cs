using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Signalbox.Egress;

/// <summary>Turns the exceptions of <see cref="SocketsHttpHandler"/> into an <see cref="EgressFailure"/>.</summary>
internal static class EgressFailures
{
    /// <summary>Classifies what a send, or the reading of an answer's body, threw.</summary>
    public static EgressFailure Classify(Exception exception) => exception switch
    {
        _ when Refusal(exception) is not null => EgressFailure.Refused,
        OperationCanceledException { InnerException: TimeoutException timeout } => ClassifyTimeout(timeout),
        OperationCanceledException => EgressFailure.Canceled,
        TimeoutException => EgressFailure.Timeout,
        HttpRequestException http => ClassifyHttp(http),
        HttpIOException http => ClassifyError(http.HttpRequestError, http.InnerException),
        AuthenticationException => EgressFailure.TlsFailed,
        SocketException socket => ClassifySocket(socket),
        IOException => EgressFailure.Reset,
        _ => EgressFailure.Unknown,
    };

    /// <summary>Whether the failure proves that the upstream never saw the request.</summary>
    public static bool NothingWasSent(this EgressFailure failure) => failure is EgressFailure.Refused
        or EgressFailure.DnsFailure or EgressFailure.ConnectFailed
        or EgressFailure.ConnectTimeout or EgressFailure.TlsFailed;

    /// <summary>The guard's refusal inside an exception, or null.</summary>
    public static EgressRefusedException? Refusal(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is EgressRefusedException refusal)
                return refusal;
        return null;
    }

    /// <summary>
    /// Both the handler's connect timeout and <see cref="HttpClient.Timeout"/> cancel with a
    /// <see cref="TimeoutException"/> inside; only the client's wraps the cancellation that it caused.
    /// </summary>
    private static EgressFailure ClassifyTimeout(TimeoutException timeout) =>
        timeout.InnerException is OperationCanceledException ? EgressFailure.Timeout : EgressFailure.ConnectTimeout;

    private static EgressFailure ClassifyHttp(HttpRequestException exception) => exception switch
    {
        { InnerException: OperationCanceledException canceled } => Classify(canceled),
        { InnerException: AuthenticationException } => EgressFailure.TlsFailed,
        _ => ClassifyError(exception.HttpRequestError, exception.InnerException),
    };

    private static EgressFailure ClassifyError(HttpRequestError? error, Exception? inner) => error switch
    {
        HttpRequestError.NameResolutionError => EgressFailure.DnsFailure,
        HttpRequestError.ConnectionError when inner is SocketException socket => ClassifySocket(socket),
        HttpRequestError.ConnectionError => EgressFailure.ConnectFailed,
        HttpRequestError.SecureConnectionError => EgressFailure.TlsFailed,
        HttpRequestError.ResponseEnded => EgressFailure.Reset,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
            or HttpRequestError.VersionNegotiationError => EgressFailure.InvalidResponse,
        _ => inner is null ? EgressFailure.Unknown : Classify(inner),
    };

    private static EgressFailure ClassifySocket(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery
            => EgressFailure.DnsFailure,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown
            => EgressFailure.Reset,
        SocketError.TimedOut => EgressFailure.ConnectTimeout,
        _ => EgressFailure.ConnectFailed,
    };
}
