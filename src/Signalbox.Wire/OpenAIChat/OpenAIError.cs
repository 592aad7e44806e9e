using System.Buffers;
using System.Globalization;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// An error in the form that OpenAI's API gives and its SDKs read (https://platform.openai.com/docs/guides/error-codes):
/// <c>{"error":{"message","type","param","code"}}</c>. The SDKs choose the exception by the status; programs look at
/// <c>code</c> and, for quota, at <c>type</c>.
/// </summary>
/// <param name="Status">The HTTP status, from which <c>type</c> follows; inside a stream, the status it would have had.</param>
/// <param name="Message">For people. Must hold no secret and no content.</param>
/// <param name="Code">For programs; null when there is none.</param>
public readonly record struct OpenAIError(int Status, string Message, string? Code)
{
    /// <summary>The request field at fault, or null.</summary>
    public string? Param { get; init; }

    /// <summary>Overrides the type that follows from status and code.</summary>
    public string? Type { get; init; }

    /// <summary>When a used-up quota or budget starts anew; written as <c>resets_at</c> (RFC 3339, UTC) beside the four members.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>The error for a request that the scanner refused.</summary>
    public static OpenAIError InvalidRequest(RequestDefect defect)
    {
        ArgumentNullException.ThrowIfNull(defect);
        return new OpenAIError(400, defect.Message, "invalid-request") { Param = defect.Param };
    }

    /// <summary>
    /// The <c>type</c> OpenAI sends with a status: <c>invalid_request_error</c> for 4xx, also 401 (with code
    /// <c>invalid_api_key</c>) and 403; <c>insufficient_quota</c> for a 429 that waiting does not cure; otherwise
    /// <c>rate_limit_error</c> for 429; <c>server_error</c> for 5xx.
    /// </summary>
    public static string TypeFor(int status, string? code) => (status, code) switch
    {
        (429, "budget-exceeded" or "quota-exceeded" or "insufficient_quota") => "insufficient_quota",
        (429, _) => "rate_limit_error",
        (>= 500, _) => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>Writes the response body.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("{\"error\":{\"message\":"u8);
        JsonText.Write(output, Message);
        output.Write(",\"type\":"u8);
        JsonText.Write(output, Type ?? TypeFor(Status, Code));
        output.Write(",\"param\":"u8);
        WriteNullable(output, Param);
        output.Write(",\"code\":"u8);
        WriteNullable(output, Code);
        if (ResetsAt is { } resetsAt)
        {
            output.Write(",\"resets_at\":"u8);
            JsonText.Write(output, resetsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        output.Write("}}"u8);
    }

    /// <summary>
    /// Writes the error as an event inside a stream that has already begun. OpenAI's Python and JavaScript SDKs raise
    /// an API error when a chunk has an <c>error</c> member. No <c>[DONE]</c> may follow (R41).
    /// </summary>
    public void WriteEventTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("data: "u8);
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

    private static void WriteNullable(IBufferWriter<byte> output, string? value)
    {
        if (value is null)
            output.Write("null"u8);
        else
            JsonText.Write(output, value);
    }
}
