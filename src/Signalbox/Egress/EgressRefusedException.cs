namespace Signalbox.Egress;

/// <summary>
/// The egress guard refused a connection. Nothing was sent. <see cref="SocketsHttpHandler"/> wraps it in an
/// <see cref="HttpRequestException"/>; <see cref="EgressFailures.Refusal"/> finds it again.
/// </summary>
internal sealed class EgressRefusedException(EgressProblem problem) : Exception(problem.Message)
{
    /// <summary>One of <see cref="EgressReasons"/>.</summary>
    public string Code => problem.Code;
}
