using System.Buffers;
using Signalbox.Wire.Json;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// An error as the Responses API tells it: as a body in OpenAI's common form (<see cref="OpenAIError"/>), inside a stream as an event of its own
/// (https://platform.openai.com/docs/api-reference/responses-streaming/error, R73).
/// </summary>
/// <param name="Status">The HTTP status; inside a stream, the status it would have had.</param>
/// <param name="Message">For people. Must hold no secret and no content.</param>
/// <param name="Code">For programs; null when there is none.</param>
public readonly record struct ResponsesError(int Status, string Message, string? Code)
{
    // Those that an answer in text can end with (https://platform.openai.com/docs/api-reference/responses/object#responses/object-error).
    private static readonly HashSet<string> ReasonCodes =
        ["server_error", "rate_limit_exceeded", "invalid_prompt", "data_residency_mismatch", "bio_policy", "image_content_policy_violation"];

    /// <summary>The request field at fault, or null.</summary>
    public string? Param { get; init; }

    /// <summary>Overrides the type that follows from status and code.</summary>
    public string? Type { get; init; }

    /// <summary>When a used-up quota or budget starts anew; written into the body as <c>resets_at</c>.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>The code of a failed response, which must be one of those that OpenAI names; the <c>error</c> event before it has ours.</summary>
    private string ReasonCode => Code is { } code && ReasonCodes.Contains(code) ? code : Status switch
    {
        429 => "rate_limit_exceeded",
        >= 400 and < 500 => "invalid_prompt",
        _ => "server_error",
    };

    /// <summary>The error for a request that the reader refused.</summary>
    public static ResponsesError InvalidRequest(RequestDefect defect)
    {
        ArgumentNullException.ThrowIfNull(defect);
        return new ResponsesError(400, defect.Message, "invalid-request") { Param = defect.Param };
    }

    /// <summary>Writes the response body.</summary>
    public void WriteTo(IBufferWriter<byte> output) =>
        new OpenAIError(Status, Message, Code) { Param = Param, Type = Type, ResetsAt = ResetsAt }.WriteTo(output);

    /// <summary>Writes the error as an event inside a stream that has already begun. No <c>response.completed</c> may follow (R41).</summary>
    /// <param name="output">Receives the event.</param>
    /// <param name="sequenceNumber">The next number of the stream: <see cref="ResponsesStreamWriter.NextSequenceNumber"/>.</param>
    public void WriteEventTo(IBufferWriter<byte> output, long sequenceNumber)
    {
        ArgumentNullException.ThrowIfNull(output);
        ResponsesEventFrame.Open(output, "error"u8, sequenceNumber);
        WriteMembersTo(output);
        ResponsesEventFrame.Close(output);
    }

    /// <summary>The response body as an array.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the members of the event.</summary>
    internal void WriteMembersTo(IBufferWriter<byte> output)
    {
        output.WriteText(",\"code\":"u8, Code);
        output.WriteText(",\"message\":"u8, Message);
        output.WriteText(",\"param\":"u8, Param);
    }

    /// <summary>Writes what a failed response says of it in <c>error</c>.</summary>
    internal void WriteReasonTo(IBufferWriter<byte> output)
    {
        output.WriteText("{\"code\":"u8, ReasonCode);
        output.WriteText(",\"message\":"u8, Message);
        output.Write("}"u8);
    }
}
