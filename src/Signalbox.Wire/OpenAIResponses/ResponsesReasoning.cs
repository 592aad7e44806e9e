using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Thoughts as a <c>reasoning</c> item (https://platform.openai.com/docs/guides/reasoning). The provider's proof travels as <c>encrypted_content</c>,
/// which clients hand back unchanged (R57, R58). A mark before it says that it passed through here: a proof without one was made by OpenAI, in a part of
/// the conversation that one of its models answered, and no other provider takes it. Another mark says that the thoughts are withheld.
/// </summary>
internal static class ResponsesReasoning
{
    private const string Shown = "signalbox:";
    private const string Withheld = "signalbox-withheld:";

    /// <summary>What goes into <c>encrypted_content</c>.</summary>
    public static string? Encrypt(string? signature, bool isRedacted) => signature is null ? null : (isRedacted ? Withheld : Shown) + signature;

    /// <summary>Whether it is what <see cref="Encrypt"/> made.</summary>
    public static bool IsOurs(string? encrypted) =>
        encrypted is not null && (encrypted.StartsWith(Shown, StringComparison.Ordinal) || encrypted.StartsWith(Withheld, StringComparison.Ordinal));

    /// <summary>Reads an item.</summary>
    /// <returns>Null when it holds nothing.</returns>
    public static ReasoningPart? Read(JsonElement item, string path, RequestReading reading)
    {
        // The thoughts themselves, where a model shows them, are worth more than their summary.
        var content = ReadTexts(item, "content", path, reading);
        var summary = ReadTexts(item, "summary", path, reading);
        var signature = reading.OptionalText(item, "encrypted_content", path);
        var text = content.Length > 0 ? content : summary;
        var isWithheld = signature?.StartsWith(Withheld, StringComparison.Ordinal) == true;
        var proof = isWithheld ? signature![Withheld.Length..]
            : signature?.StartsWith(Shown, StringComparison.Ordinal) == true ? signature[Shown.Length..]
            : null;
        if (text.Length == 0 && proof is null)
            return null;
        reading.Note(ConversationFeature.ReasoningHistory, path);
        return new ReasoningPart(text, proof) { IsRedacted = isWithheld };
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
