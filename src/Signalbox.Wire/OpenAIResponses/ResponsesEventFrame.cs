using System.Buffers;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Writes what all events of a stream have in common: name, <c>type</c> and <c>sequence_number</c>, which goes up by one.</summary>
internal sealed class ResponsesEventFrame(IBufferWriter<byte> output)
{
    /// <summary>The number of the next event.</summary>
    public long NextNumber { get; private set; }

    /// <summary>Begins an event; its other members follow, each with a comma before it.</summary>
    public void Open(ReadOnlySpan<byte> type) => Open(output, type, NextNumber++);

    /// <summary>Ends the event.</summary>
    public void Close() => Close(output);

    /// <summary>Begins an event that has a number already.</summary>
    public static void Open(IBufferWriter<byte> output, ReadOnlySpan<byte> type, long number)
    {
        output.Write("event: "u8);
        output.Write(type);
        output.Write("\ndata: {\"type\":\""u8);
        output.Write(type);
        output.WriteNumber("\",\"sequence_number\":"u8, number);
    }

    /// <summary>Ends an event.</summary>
    public static void Close(IBufferWriter<byte> output) => output.Write("}\n\n"u8);
}
