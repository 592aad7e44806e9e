using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Where an event of a stream carries text (https://platform.openai.com/docs/api-reference/responses-streaming): a piece of it in <c>delta</c>, or all of
/// it at the end.
/// </summary>
/// <param name="Kind">What the text is.</param>
/// <param name="PartName">The member that tells which part of the item it belongs to; null for an item without parts.</param>
/// <param name="Member">The member that holds the text.</param>
/// <param name="IsWhole">Whether it is all of the text.</param>
internal readonly record struct ResponsesTextEvent(BlockKind Kind, string? PartName, string Member, bool IsWhole)
{
    private const string Content = "content_index";
    private const string Summary = "summary_index";

    /// <summary>What an event of that type carries; null when that is no text.</summary>
    public static ResponsesTextEvent? Of(string type) => type switch
    {
        "response.output_text.delta" => Piece(BlockKind.Text, Content),
        "response.output_text.done" => Whole(BlockKind.Text, Content, "text"),
        "response.refusal.delta" => Piece(BlockKind.Refusal, Content),
        "response.refusal.done" => Whole(BlockKind.Refusal, Content, "refusal"),
        "response.reasoning_summary_text.delta" => Piece(BlockKind.Reasoning, Summary),
        "response.reasoning_summary_text.done" => Whole(BlockKind.Reasoning, Summary, "text"),
        "response.reasoning_text.delta" => Piece(BlockKind.Reasoning, Content),
        "response.reasoning_text.done" => Whole(BlockKind.Reasoning, Content, "text"),
        "response.function_call_arguments.delta" => Piece(BlockKind.ToolCall, null),
        "response.function_call_arguments.done" => Whole(BlockKind.ToolCall, null, "arguments"),
        "response.custom_tool_call_input.delta" => Piece(BlockKind.CustomToolCall, null),
        "response.custom_tool_call_input.done" => Whole(BlockKind.CustomToolCall, null, "input"),
        _ => null,
    };

    private static ResponsesTextEvent Piece(BlockKind kind, string? part) => new(kind, part, "delta", IsWhole: false);

    private static ResponsesTextEvent Whole(BlockKind kind, string? part, string member) => new(kind, part, member, IsWhole: true);
}
