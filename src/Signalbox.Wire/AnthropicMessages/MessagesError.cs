using System.Buffers;
using System.Globalization;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// An error in the form that Anthropic's API gives and its SDKs read (https://docs.anthropic.com/en/api/errors):
/// <c>{"type":"error","error":{"type","message"},"request_id"}</c>, with our own code as one member more. The SDKs choose the exception by the status.
/// </summary>
/// <param name="Status">The HTTP status, from which <c>type</c> follows; inside a stream, the status it would have had.</param>
/// <param name="Message">For people. Must hold no secret and no content.</param>
/// <param name="Code">For programs, in our own words; null when there is none.</param>
/// <param name="RequestId">Id of the request; null when there is none.</param>
public readonly record struct MessagesError(int Status, string Message, string? Code, string? RequestId = null)
{
    /// <summary>Overrides the type that follows from the status.</summary>
    public string? Type { get; init; }

    /// <summary>When a used-up quota or budget starts anew; written as <c>resets_at</c> (RFC 3339, UTC).</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>The error for a request that the reader refused.</summary>
    public static MessagesError InvalidRequest(RequestDefect defect)
    {
        ArgumentNullException.ThrowIfNull(defect);
        return new MessagesError(400, defect.Message, "invalid-request");
    }

    /// <summary>
    /// The <c>type</c> that Anthropic sends with a status. It uses <c>invalid_request_error</c> for every 4xx without a type of its own; a 503 of ours
    /// is what it calls overloaded (R48).
    /// </summary>
    public static string TypeFor(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        408 or 504 => "timeout_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        >= 400 and < 500 => "invalid_request_error",
        _ => "api_error",
    };

    /// <summary>Writes the response body.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("{\"type\":\"error\",\"error\":{\"type\":"u8);
        JsonText.Write(output, Type ?? TypeFor(Status));
        output.Write(",\"message\":"u8);
        JsonText.Write(output, Message);
        if (Code is not null)
        {
            output.Write(",\"code\":"u8);
            JsonText.Write(output, Code);
        }

        if (ResetsAt is { } resetsAt)
        {
            output.Write(",\"resets_at\":"u8);
            JsonText.Write(output, resetsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        output.Write("}"u8);
        if (RequestId is not null)
        {
            output.Write(",\"request_id\":"u8);
            JsonText.Write(output, RequestId);
        }

        output.Write("}"u8);
    }

    /// <summary>
    /// Writes the error as an event inside a stream that has already begun, on which Anthropic's SDKs raise an API error. No <c>message_stop</c> may
    /// follow (R41).
    /// </summary>
    public void WriteEventTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("event: error\ndata: "u8);
        WriteTo(output);
        output.Write("\n\n"u8);
    }

    /// <summary>The response body as an array.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
