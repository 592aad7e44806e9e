using System.Buffers;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Says that a response was deleted (https://platform.openai.com/docs/api-reference/responses/delete).</summary>
public static class ResponsesDeletion
{
    /// <summary>Writes the object.</summary>
    public static void Write(string id, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteText("{\"id\":"u8, id);
        output.Write(",\"object\":\"response\",\"deleted\":true}"u8);
    }
}
