using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;

namespace Signalbox.Pipeline.Dialects;

/// <summary>One API of models, from the upstream's end. Stateless.</summary>
internal interface IUpstreamApi
{
    /// <summary>Its name in records, traces and metrics: chat_completions, messages.</summary>
    string Api { get; }

    /// <summary>Where a call goes at the upstream.</summary>
    Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream);

    /// <summary>Puts the protocol's own headers on a request, and those of the caller that may pass. The credential is the upstream's business.</summary>
    void Address(HttpRequestMessage request, Call call, Upstream upstream);

    /// <summary>Reads what the gateway needs of a whole answer.</summary>
    AnswerScan ScanAnswer(ReadOnlySpan<byte> body);
}
