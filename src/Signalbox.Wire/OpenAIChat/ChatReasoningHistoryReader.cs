using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Reads what an assistant's message says of its thoughts. Chat has no word for it; servers have three: <c>thinking_blocks</c> and
/// <c>reasoning_details</c>, which carry the provider's signature (R57, R58), and <c>reasoning_content</c>, which does not. They repeat each
/// other, so the first that says something is read.
/// </summary>
internal static class ChatReasoningHistoryReader
{
    public static void Read(ChatReading reading, in ChatMessageMembers members, string at, List<ContentPart> into)
    {
        if (reading.IsArray(members.ThinkingBlocks, at, ".thinking_blocks"))
            ReadList(reading, members.ThinkingBlocks, at + ".thinking_blocks", into, isThinking: true);
        if (into.Count == 0 && reading.IsArray(members.ReasoningDetails, at, ".reasoning_details"))
            ReadList(reading, members.ReasoningDetails, at + ".reasoning_details", into, isThinking: false);
        if (into.Count > 0)
            return;
        var text = reading.Text(members.ReasoningContent, at, ".reasoning_content");
        if (string.IsNullOrEmpty(text))
            text = reading.Text(members.Reasoning, at, ".reasoning");
        if (string.IsNullOrEmpty(text))
            return;
        reading.Note(ConversationFeature.ReasoningHistory, at, ".reasoning_content");
        into.Add(new ReasoningPart(text, null));
    }

    /// <summary>Reads a block in Anthropic's form, <c>thinking</c> or <c>redacted_thinking</c>; null when it says nothing.</summary>
    public static ReasoningPart? ReadThinking(ChatReading reading, JsonElement block, string at)
    {
        reading.Note(ConversationFeature.ReasoningHistory, at);
        if (reading.Text(RawElement.Member(block, "data"), at, ".data") is { Length: > 0 } data)
            return new ReasoningPart("", data) { IsRedacted = true };
        return Part(
            reading.Text(RawElement.Member(block, "thinking"), at, ".thinking"),
            reading.Text(RawElement.Member(block, "signature"), at, ".signature"));
    }

    /// <summary>Reads an entry in OpenRouter's form, <c>reasoning.text</c>, <c>reasoning.summary</c> or <c>reasoning.encrypted</c>.</summary>
    private static ReasoningPart? ReadDetail(ChatReading reading, JsonElement detail, string at)
    {
        reading.Note(ConversationFeature.ReasoningHistory, at);
        if (reading.Text(RawElement.Member(detail, "data"), at, ".data") is { Length: > 0 } data)
            return new ReasoningPart("", data) { IsRedacted = true };
        return Part(
            reading.Text(RawElement.Member(detail, "text"), at, ".text") ?? reading.Text(RawElement.Member(detail, "summary"), at, ".summary"),
            reading.Text(RawElement.Member(detail, "signature"), at, ".signature"));
    }

    private static void ReadList(ChatReading reading, JsonElement list, string at, List<ContentPart> into, bool isThinking)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var place = $"{at}[{index++}]";
            if (item.ValueKind != JsonValueKind.Object)
                reading.Fail("must be an object.", place);
            else if ((isThinking ? ReadThinking(reading, item, place) : ReadDetail(reading, item, place)) is { } part)
                into.Add(part);
            if (reading.Failed)
                return;
        }
    }

    private static ReasoningPart? Part(string? text, string? signature) =>
        string.IsNullOrEmpty(text) && string.IsNullOrEmpty(signature)
            ? null
            : new ReasoningPart(text ?? "", string.IsNullOrEmpty(signature) ? null : signature);
}
