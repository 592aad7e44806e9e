using System.Buffers;
using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// An API for conversations. A call to an upstream that speaks another goes through <see cref="ConversationRequest"/>, and its answer through
/// <see cref="IAnswerSink"/>.
/// </summary>
internal abstract class ConversationDialect : ApiDialect
{
    public override ConversationDialect? Conversation => this;

    /// <summary>The field that bounds the tokens of an answer.</summary>
    public abstract string BoundField { get; }

    /// <summary>Writes an error into a stream that has begun.</summary>
    public abstract void WriteErrorEvent(in CallError error, Call call, IBufferWriter<byte> output);

    /// <summary>Reads a body for translation. Returns what is wrong with it, or null.</summary>
    public abstract RequestDefect? Read(JsonElement body, ConversationRequest into);

    /// <summary>Reads the body of a call for translation, with what else the call knows. Returns what is wrong with it, or null.</summary>
    public virtual RequestDefect? Read(Call call, JsonElement body, ConversationRequest into) => Read(body, into);

    /// <summary>Gathers a translated answer as one document.</summary>
    public abstract IAnswerDocument CreateDocument(Call call);

    /// <summary>Writes a translated answer as a stream.</summary>
    public abstract IAnswerSink CreateStream(Call call, IBufferWriter<byte> output);

    /// <summary>Passes a stream of the same dialect on.</summary>
    /// <param name="call">Whose stream it is.</param>
    /// <param name="hideUsage">Whether usage is to be kept from the caller, who did not ask for it.</param>
    public abstract StreamPassage CreatePassage(Call call, bool hideUsage);
}
