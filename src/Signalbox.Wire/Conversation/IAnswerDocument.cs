using System.Buffers;

namespace Signalbox.Wire.Conversation;

/// <summary>Gathers an answer and writes it as one JSON document in a caller's dialect.</summary>
public interface IAnswerDocument : IAnswerSink
{
    /// <summary>Writes it, once it is finished.</summary>
    void WriteTo(IBufferWriter<byte> output);
}
