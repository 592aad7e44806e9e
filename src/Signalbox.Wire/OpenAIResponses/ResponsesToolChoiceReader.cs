using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Reads <c>tool_choice</c> and <c>parallel_tool_calls</c> (https://platform.openai.com/docs/api-reference/responses/create).</summary>
internal static class ResponsesToolChoiceReader
{
    private const string Words = "must be \"auto\", \"none\", \"required\" or an object that names a function or a custom tool.";

    /// <summary>Reads both. The tools have been read.</summary>
    public static void Read(JsonElement root, RequestReading reading, ResponsesToolNames names)
    {
        var request = reading.Into;
        request.ParallelToolCalls = reading.Noted(
            reading.OptionalFlag(root, "parallel_tool_calls", ""), ConversationFeature.ParallelToolCalls, "parallel_tool_calls");
        if (!root.TryGet("tool_choice", out var choice))
            return;
        if (choice.ValueKind == JsonValueKind.Object)
            ReadObject(choice, reading, names);
        else
            ReadMode(choice.ValueKind == JsonValueKind.String ? choice.Text() : null, "tool_choice", reading);
        if (ToolChoiceDemand.Fault(request) is { } fault)
            reading.Fail(request.ToolChoice.Mode == ToolChoiceMode.Named ? "tool_choice.name" : "tool_choice", fault);
    }

    private static void ReadMode(string? mode, string path, RequestReading reading)
    {
        switch (mode)
        {
            case "auto":
                break;
            case "none":
                reading.Into.ToolChoice = ToolChoice.None;
                reading.Note(ConversationFeature.DisabledTools, path);
                break;
            case "required":
                reading.Into.ToolChoice = ToolChoice.Required;
                reading.Note(ConversationFeature.ForcedTool, path);
                break;
            default:
                reading.Fail(path, Words);
                break;
        }
    }

    private static void ReadObject(JsonElement choice, RequestReading reading, ResponsesToolNames names)
    {
        switch (reading.RequiredText(choice, "type", "tool_choice"))
        {
            case "function" or "custom":
                var space = reading.OptionalText(choice, "namespace", "tool_choice");
                reading.Into.ToolChoice = ToolChoice.Named(names.Flatten(space, reading.RequiredText(choice, "name", "tool_choice")));
                reading.Note(ConversationFeature.ForcedTool, "tool_choice");
                break;
            case "allowed_tools":
                // The mode holds; that it is bound to some of the tools cannot be said elsewhere.
                reading.Note(ConversationFeature.Unknown, "tool_choice.tools");
                ReadMode(reading.OptionalText(choice, "mode", "tool_choice") ?? "auto", "tool_choice.mode", reading);
                break;
            default:
                reading.Fail("tool_choice.type", "must be \"function\", \"custom\" or \"allowed_tools\": tools that OpenAI runs itself cannot be used with this model.");
                break;
        }
    }
}
