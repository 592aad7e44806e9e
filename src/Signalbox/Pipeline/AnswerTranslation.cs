using System.Buffers;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline;

/// <summary>Puts a whole answer into the caller's dialect.</summary>
internal static class AnswerTranslation
{
    /// <summary>Media type of a translated stream.</summary>
    public const string EventStream = "text/event-stream; charset=utf-8";

    /// <summary>Writes the answer as the caller asked for it: as one document, or as a stream. False when it is no answer of its API.</summary>
    public static bool TryTranslate(Call call, ConversationDialect to, ITranslationTarget from, ReadOnlyMemory<byte> body, IBufferWriter<byte> output)
    {
        var document = call.Record.Stream ? null : to.CreateDocument(call);
        try
        {
            var sink = CustomToolSink.Before(document ?? to.CreateStream(call, output), call.Translation.Request);
            if (!from.TryTell(call, body, sink)) return false;
        }
        catch (InvalidOperationException)
        {
            // A string of the answer holds half of a surrogate pair, which no string can.
            return false;
        }
        document?.WriteTo(output);
        return true;
    }
}
