using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Thoughts as a <c>reasoning</c> item (https://platform.openai.com/docs/guides/reasoning). The provider's proof travels as <c>encrypted_content</c>,
/// which clients hand back unchanged (R57, R58); where the thoughts are withheld and the proof is all there is, a mark before it says so.
/// </summary>
internal static class ResponsesReasoning
{
    private const string Withheld = "withheld:";

    /// <summary>What goes into <c>encrypted_content</c>.</summary>
    public static string? Encrypt(string? signature, bool isRedacted) => signature is not null && isRedacted ? Withheld + signature : signature;

    /// <summary>Reads an item.</summary>
    /// <returns>Null when it holds nothing.</returns>
    public static ReasoningPart? Read(JsonElement item, string path, RequestReading reading)
    {
        // The thoughts themselves, where a model shows them, are worth more than their summary.
        var content = ReadTexts(item, "content", path, reading);
        var summary = ReadTexts(item, "summary", path, reading);
        var signature = reading.OptionalText(item, "encrypted_content", path);
        var text = content.Length > 0 ? content : summary;
        if (string.IsNullOrEmpty(signature))
            signature = null;
        if (text.Length == 0 && signature is null)
            return null;
        reading.Note(ConversationFeature.ReasoningHistory, path);
        return signature?.StartsWith(Withheld, StringComparison.Ordinal) == true
            ? new ReasoningPart(text, signature[Withheld.Length..]) { IsRedacted = true }
            : new ReasoningPart(text, signature);
    }

    private static string ReadTexts(JsonElement item, string name, string path, RequestReading reading)
    {
        var texts = new List<string>();
        var index = 0;
        foreach (var part in reading.OptionalList(item, name, path))
        {
            var partPath = $"{path}.{name}[{index++}]";
            if (reading.IsObject(part, partPath))
                texts.Add(reading.RequiredText(part, "text", partPath));
        }

        return string.Join("\n\n", texts);
    }
}
