using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Bedrock's errors (https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html): <c>{"message":"..."}</c>, with the type
/// in the header <c>x-amzn-ErrorType</c>, in <c>__type</c>, or, in a stream, as the name of the event.
/// </summary>
public static class ConverseErrors
{
    private const string NoMessage = "The provider told an error without a message.";

    /// <summary>
    /// What a type amounts to. It may be written as AWS writes it in either place: with a namespace and <c>#</c> in front, with a colon and an address
    /// behind, and with a small first letter in streams.
    /// </summary>
    /// <param name="type">The type; null and unknown ones are <see cref="ErrorClass.Other"/>.</param>
    public static ErrorClass ClassOf(string? type) => type is null ? ErrorClass.Other : ClassOf(Encoding.UTF8.GetBytes(type));

    /// <summary>As the other, without allocating.</summary>
    internal static ErrorClass ClassOf(ReadOnlySpan<byte> type)
    {
        var name = type[(type.LastIndexOf((byte)'#') + 1)..];
        var colon = name.IndexOf((byte)':');
        if (colon >= 0)
            name = name[..colon];
        if (Ascii.EqualsIgnoreCase(name, "ThrottlingException"u8) || Ascii.EqualsIgnoreCase(name, "TooManyRequestsException"u8)
            || Ascii.EqualsIgnoreCase(name, "ServiceQuotaExceededException"u8) || Ascii.EqualsIgnoreCase(name, "LimitExceededException"u8))
            return ErrorClass.RateLimited;
        return Ascii.EqualsIgnoreCase(name, "ServiceUnavailableException"u8) || Ascii.EqualsIgnoreCase(name, "ServiceUnavailable"u8)
            || Ascii.EqualsIgnoreCase(name, "ModelNotReadyException"u8)
            ? ErrorClass.Overloaded
            : ErrorClass.Other;
    }

    /// <summary>Whether an event of a stream tells an error, by its name.</summary>
    internal static bool IsError(string eventName) => eventName == "error" || eventName.EndsWith("Exception", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an error body or the payload of an exception; wrong types are left out.</summary>
    /// <param name="root">The JSON.</param>
    /// <param name="eventName">The exception's name in a stream, which stands in for a missing <c>__type</c>; null for a body.</param>
    internal static AnswerError Read(JsonElement root, string? eventName)
    {
        var type = root.TextOf("__type") ?? eventName;
        // The .NET services among AWS's write a capital; a model's own words stand in for none.
        var message = root.TextOf("message") ?? root.TextOf("Message") ?? root.TextOf("originalMessage") ?? NoMessage;
        return new AnswerError(message, type, ClassOf(type));
    }
}
