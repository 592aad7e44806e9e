using System.Buffers;
using System.Text;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AwsEventStream;

/// <summary>
/// Writes frames as server-sent events, so that what relays and reads those needs no second kind of stream: the type becomes <c>event</c>, the payload,
/// which must be JSON, <c>data</c>.
/// </summary>
public static class EventStreamToSse
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    /// <summary>
    /// Writes one frame. Exceptions go under their own name; an error that the operation does not describe goes as <c>error</c> with its code as
    /// <c>__type</c>.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="bytes">The bytes it was found in.</param>
    /// <param name="output">Receives the event.</param>
    public static void Write(in EventStreamFrame frame, ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("event: "u8);
        if (frame.MessageType == EventStreamMessageType.Error)
        {
            output.WriteText("error\ndata: {\"__type\":"u8, Encoding.UTF8.GetString(frame.Type.Of(bytes)));
            output.WriteText(",\"message\":"u8, Encoding.UTF8.GetString(frame.ErrorMessage.Of(bytes)));
            output.Write("}"u8);
        }
        else
        {
            WriteOnOneLine(frame.Type.Of(bytes), output);
            output.Write("\ndata: "u8);
            if (frame.Payload.Length == 0)
                output.Write("{}"u8);
            else
                WriteOnOneLine(frame.Payload.Of(bytes), output);
        }

        output.Write("\n\n"u8);
    }

    /// <summary>Line ends become spaces: in JSON they are white space between tokens and nothing else.</summary>
    private static void WriteOnOneLine(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (true)
        {
            var end = text.IndexOfAny(LineEnds);
            output.Write(end < 0 ? text : text[..end]);
            if (end < 0)
                return;
            output.Write(" "u8);
            text = text[(end + 1)..];
        }
    }
}
