using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Errors that were told where an answer was expected.</summary>
internal static class ChatAnswerErrors
{
    public static AnswerError From(ReadOnlySpan<byte> json, in ErrorScan error)
    {
        var message = Text(json, error.Message);
        var type = Text(json, error.Type);
        return new AnswerError(
            message.Length > 0 ? message : "The upstream told an error without a message.",
            type.Length > 0 ? type : Text(json, error.Code) is { Length: > 0 } code ? code : null,
            error.Class);
    }

    private static string Text(ReadOnlySpan<byte> json, ByteRange content) => content.Length > 0 ? JsonText.Decode(content.Of(json)) : "";
}
