using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatRoundTripTests
{
    private static readonly string[] RequestWords =
    [
        "model", "messages", "role", "content", "type", "text", "image_url", "url", "file", "file_data", "tool_calls", "tool_call_id", "function",
        "name", "arguments", "id", "tools", "parameters", "strict", "custom", "format", "tool_choice", "response_format", "json_schema", "schema",
        "reasoning", "effort", "max_tokens", "thinking", "thinking_blocks", "reasoning_details", "stop", "cache_control", "user", "assistant",
        "system", "tool", "stream_options", "functions", "function_call", "logit_bias", "n", "modalities", "input_audio",
    ];

    [Fact]
    public void What_the_dialect_can_say_means_the_same_after_it_was_written_and_read() => Property.Holds(json =>
    {
        var request = new RandomConversation(json).Make();

        var read = ChatDialect.Read(ChatDialect.WriteText(request));

        Meaning(read).ShouldBe(Meaning(request));
        ChatRules.Table.Judge(read, out var notes).ShouldBeNull();
        (notes?.Dropped ?? []).ShouldBeEmpty();
    });

    [Fact]
    public void Writing_what_was_read_writes_the_same_again() => Property.Holds(json =>
    {
        var once = ChatDialect.WriteText(new RandomConversation(json).Make());

        ChatDialect.WriteText(ChatDialect.Read(once)).ShouldBe(once);
    });

    [Fact]
    public void Random_JSON_is_read_or_refused_and_never_throws() => Property.Holds(json =>
    {
        var text = RandomPayload.Write(json, RequestWords);
        if (json.Random.Next(2) == 0)
            text = $$"""{"messages":[{"role":"{{json.Shuffle(["user", "assistant", "tool", "system"])[0]}}","content":[{{RandomPayload.Write(json, RequestWords)}}]},{{RandomPayload.Write(json, RequestWords)}}]}""";
        if (ChatDialect.TryRead(text, out var request) is { } defect)
            defect.Message.ShouldEndWith(".");
        else
            ChatDialect.WriteText(request);
    }, cases: 2000);

    /// <summary>All that a request says, with adjacent texts joined as the dialect joins them.</summary>
    private static string Meaning(ConversationRequest request)
    {
        var lines = new List<string>();
        foreach (var turn in request.Turns)
        {
            lines.Add($"{(turn.Role == TurnRole.Developer ? TurnRole.System : turn.Role)} {turn.Name}");
            lines.AddRange(turn.Parts.TrueForAll(part => part is TextPart)
                ? [string.Join("\n\n", turn.Parts.Select(Meaning))]
                : turn.Parts.Select(Meaning));
        }

        lines.AddRange(request.Tools.Select(tool => $"{tool.Name} {tool.Description} {tool.Strict} {tool.Schema.GetRawText()}"));
        lines.Add($"{request.ToolChoice} {request.ParallelToolCalls} {request.Reasoning} {request.MaxOutputTokens} {request.Temperature} {request.TopP}");
        lines.Add($"{request.FrequencyPenalty} {request.PresencePenalty} {request.Seed} {string.Join('|', request.StopSequences)} {request.User}");
        lines.Add($"{request.PromptCacheKey} {request.Verbosity} {request.ServiceTier} {request.Stream}");
        if (request.Format is { } format)
            lines.Add($"{format.Name} {format.Description} {format.Strict} {(format.HasSchema ? format.Schema.GetRawText() : "")}");
        return string.Join('\n', lines);
    }

    private static string Meaning(ContentPart part) => part switch
    {
        TextPart text => text.Text,
        ToolResultPart result => $"{result.CallId} {string.Join("\n\n", result.Parts.Select(Meaning))}",
        _ => part.ToString(),
    };
}
