using System.Buffers;
using System.Buffers.Binary;
using Signalbox.Wire.AwsEventStream;

namespace Wire.Tests.AwsEventStream;

/// <summary>Makes frames and reads streams of them the way the gateway does.</summary>
internal static class EventStreamFrames
{
    /// <summary>A frame of an event with a JSON payload, with the headers that Bedrock sends.</summary>
    public static byte[] Event(string type, string payload) =>
        Frame(payload, (":event-type", type), (":content-type", "application/json"), (":message-type", "event"));

    public static byte[] Exception(string type, string payload) =>
        Frame(payload, (":exception-type", type), (":content-type", "application/json"), (":message-type", "exception"));

    public static byte[] Frame(string payload, params IEnumerable<(string Name, string Value)> headers)
    {
        var block = new List<byte>();
        foreach (var (name, value) in headers)
        {
            var text = Bytes.Of(value);
            block.AddRange([(byte)name.Length, .. Bytes.Of(name), 7, (byte)(text.Length >> 8), (byte)text.Length, .. text]);
        }

        return Frame([.. block], Bytes.Of(payload));
    }

    public static byte[] Frame(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[16 + headers.Length + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc32.Append(0, frame.AsSpan(0, 8)));
        headers.CopyTo(frame.AsSpan(12));
        payload.CopyTo(frame.AsSpan(12 + headers.Length));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Crc32.Append(0, frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    /// <summary>The frames of a stream that arrives cut at the given offsets, one line each, and how the reading ended.</summary>
    public static List<string> Read(byte[] stream, params int[] cuts)
    {
        var framer = new EventStreamFramer();
        var lines = new List<string>();
        var consumed = 0;
        foreach (var arrived in cuts.Append(stream.Length))
        {
            EventStreamStatus status;
            while ((status = framer.TryRead(stream.AsSpan(consumed..arrived), out var frame)) == EventStreamStatus.Frame)
            {
                var bytes = stream.AsSpan(consumed, frame.Length);
                lines.Add($"{frame.MessageType} {Bytes.Text(frame.Type.Of(bytes))} {Bytes.Text(frame.Payload.Of(bytes))}".TrimEnd());
                consumed += frame.Length;
            }

            if (status == EventStreamStatus.NeedMore)
                continue;
            lines.Add(status.ToString());
            return lines;
        }

        if (consumed < stream.Length)
            lines.Add("cut off");
        return lines;
    }

    /// <summary>The stream as server-sent events.</summary>
    public static string ToSse(byte[] stream)
    {
        var framer = new EventStreamFramer();
        var output = new ArrayBufferWriter<byte>();
        for (var rest = stream.AsSpan(); framer.TryRead(rest, out var frame) == EventStreamStatus.Frame; rest = rest[frame.Length..])
            EventStreamToSse.Write(frame, rest, output);
        return Bytes.Text(output.WrittenSpan);
    }
}
