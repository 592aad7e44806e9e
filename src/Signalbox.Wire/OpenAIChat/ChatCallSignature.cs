using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Google's proof of a call, where its own endpoint in OpenAI's words puts it: <c>extra_content.google.thought_signature</c> of a call
/// (https://ai.google.dev/gemini-api/docs/thought-signatures#openai). Clients that hand a message back as it came hand it back too (R58).
/// </summary>
internal static class ChatCallSignature
{
    /// <summary>The proof as Google gave it; null when the call has none of Google's.</summary>
    public static string? Of(in BlockStart call) =>
        call.Signature is { } signature && signature.StartsWith(SignatureMarks.Gemini, StringComparison.Ordinal) ? signature[SignatureMarks.Gemini.Length..] : null;

    /// <summary>Reads it from a call of the request, marked as Google's; null when there is none.</summary>
    public static string? Read(JsonElement call)
    {
        var signature = RawElement.Member(RawElement.Member(RawElement.Member(call, "extra_content"), "google"), "thought_signature");
        return signature.ValueKind == JsonValueKind.String && RawElement.Text(signature) is { Length: > 0 } text ? SignatureMarks.Gemini + text : null;
    }
}
