using Signalbox.Wire.Json;

namespace Signalbox.Wire;

/// <summary>Reads the error objects of OpenAI, of Anthropic and of servers that resemble either.</summary>
internal static class ErrorReader
{
    /// <summary>Reads the value of an <c>error</c> member: an object, or a string that is the message itself (Ollama).</summary>
    public static ErrorScan Read(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        var error = default(ErrorScan);
        switch (cursor.Peek())
        {
            case JsonKind.String:
                return cursor.ReadString(out var text) ? error with { Message = text.Content } : error;
            case JsonKind.Object:
                cursor.BeginObject();
                while (cursor.NextMember(out var name))
                {
                    if (name.Is(json, "message"u8))
                        error = error with { Message = ReadScalar(ref cursor) };
                    else if (name.Is(json, "type"u8))
                        error = error with { Type = ReadScalar(ref cursor) };
                    else if (name.Is(json, "code"u8))
                        error = error with { Code = ReadScalar(ref cursor) };
                    else
                        cursor.Skip();
                }

                return error with { Class = Classify(json, error) };
            default:
                cursor.Skip();
                return error;
        }
    }

    /// <summary>Judges an error by the names that OpenAI, Anthropic, vLLM and OpenRouter use.</summary>
    public static ErrorClass Classify(ReadOnlySpan<byte> json, in ErrorScan error)
    {
        var type = ClassOf(error.Type.Of(json));
        return type != ErrorClass.Other ? type : ClassOf(error.Code.Of(json));
    }

    private static ErrorClass ClassOf(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("overloaded_error"u8) || word.SequenceEqual("server_overloaded"u8)
            || word.SequenceEqual("engine_overloaded"u8) || word.SequenceEqual("overloaded"u8)
            || word.SequenceEqual("slow_down"u8) || word.SequenceEqual("service_unavailable"u8)
            || word.SequenceEqual("ServiceUnavailableError"u8) || word.SequenceEqual("service_unavailable_error"u8)
            || word.SequenceEqual("server_is_overloaded"u8)
            || word.SequenceEqual("503"u8) || word.SequenceEqual("529"u8))
            return ErrorClass.Overloaded;
        if (word.SequenceEqual("rate_limit_error"u8) || word.SequenceEqual("rate_limit_exceeded"u8)
            || word.SequenceEqual("insufficient_quota"u8) || word.SequenceEqual("requests"u8)
            || word.SequenceEqual("tokens"u8) || word.SequenceEqual("too_many_requests"u8)
            || word.SequenceEqual("RateLimitError"u8) || word.SequenceEqual("429"u8))
            return ErrorClass.RateLimited;
        return ErrorClass.Other;
    }

    /// <summary>Reads a string (its content) or a number (its digits); anything else is passed over.</summary>
    public static ByteRange ReadScalar(ref JsonCursor cursor)
    {
        switch (cursor.Peek())
        {
            case JsonKind.String:
                return cursor.ReadString(out var text) ? text.Content : default;
            case JsonKind.Number:
                return cursor.Skip(out var number) ? number : default;
            default:
                cursor.Skip();
                return default;
        }
    }
}
