using System.Text;
using System.Text.Json;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline.Metering;

/// <summary>Adds up the text of a whole answer, for those whose tokens nobody told.</summary>
internal sealed class AnswerLength : IAnswerSink
{
    private long _bytes;

    /// <summary>Bytes of text, thoughts and arguments in the answer; 0 when it is none of its API.</summary>
    public static long Of(Call call, ITranslationTarget api, ReadOnlyMemory<byte> body)
    {
        var length = new AnswerLength();
        try
        {
            _ = api.Tell(call, body, length);
        }
        catch (Exception failure) when (failure is InvalidOperationException or JsonException)
        {
            // Half of a surrogate pair, or nested beyond all sense: what came before it is counted.
        }
        return length._bytes;
    }

    void IAnswerSink.Begin(in AnswerStart start)
    {
    }

    void IAnswerSink.OpenBlock(in BlockStart block)
    {
    }

    void IAnswerSink.Append(string delta) => _bytes += Encoding.UTF8.GetByteCount(delta);

    void IAnswerSink.Sign(string signature)
    {
    }

    void IAnswerSink.CloseBlock()
    {
    }

    void IAnswerSink.Finish(in AnswerEnd end)
    {
    }
}
