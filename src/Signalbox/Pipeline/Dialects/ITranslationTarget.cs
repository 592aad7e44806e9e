using System.Text.Json;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline.Dialects;

/// <summary>An API that conversations of other dialects are translated into, since there are upstreams that speak no other.</summary>
internal interface ITranslationTarget : IUpstreamApi
{
    /// <summary>What happens to each feature of a request on its way into this dialect, as this upstream takes it.</summary>
    DialectRules RulesFor(Upstream upstream);

    /// <summary>What the writing leaves out because this server does not take it, or this model not beside something else in the request.</summary>
    IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, RouteDeployment deployment, Upstream upstream);

    /// <summary>What the writing brings about by other means because this model does not take it, though its rule says that the API does.</summary>
    IReadOnlyList<ConversationFeature> Emulates(ConversationRequest request, RouteDeployment deployment, Upstream upstream) => [];

    /// <summary>Whether the writing bounds an answer that neither the caller nor the deployment bounds, since the API wants a bound (R72).</summary>
    bool AddsBound(ConversationRequest request, RouteDeployment deployment) => false;

    /// <summary>Writes a translated request.</summary>
    void Write(ConversationRequest request, RouteDeployment deployment, Upstream upstream, Utf8JsonWriter output);

    /// <summary>Tells a whole answer to a sink.</summary>
    /// <returns>Null when it was told; else the error in its place, without a type when the body is not what the API sends.</returns>
    AnswerError? Tell(Call call, ReadOnlyMemory<byte> body, IAnswerSink sink);

    /// <summary>Reads a stream for translation.</summary>
    IAnswerStreamReader CreateReader(Call call);
}
