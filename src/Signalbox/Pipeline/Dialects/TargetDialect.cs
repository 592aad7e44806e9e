using System.Text.Json;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline.Dialects;

/// <summary>A dialect that calls of other dialects are translated into, since there are upstreams that speak no other.</summary>
internal abstract class TargetDialect : ConversationDialect
{
    /// <summary>What happens to each feature of a request on its way into this dialect.</summary>
    public abstract DialectRules Rules { get; }

    /// <summary>The same for one upstream, where servers of a dialect differ.</summary>
    public virtual DialectRules RulesFor(Upstream upstream) => Rules;

    /// <summary>What the writing leaves out because this server does not take it, or this model not beside something else in the request.</summary>
    public virtual IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, RouteDeployment deployment, Upstream upstream) => [];

    /// <summary>Writes a translated request.</summary>
    public abstract void Write(ConversationRequest request, RouteDeployment deployment, Upstream upstream, Utf8JsonWriter output);

    /// <summary>Tells a whole answer to a sink. False when it is not what the API sends.</summary>
    public abstract bool TryTell(Call call, ReadOnlyMemory<byte> body, IAnswerSink sink);

    /// <summary>Reads a stream for translation.</summary>
    public abstract IAnswerStreamReader CreateReader(Call call);
}
