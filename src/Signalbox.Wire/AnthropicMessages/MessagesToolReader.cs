using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c> (https://docs.anthropic.com/en/api/messages#body-tools).</summary>
internal static class MessagesToolReader
{
    private static readonly string[] Known = ["type", "name", "description", "input_schema", "strict", "cache_control"];

    /// <summary>Reads both.</summary>
    public static void Read(JsonElement root, RequestReading reading)
    {
        var index = 0;
        foreach (var tool in reading.OptionalList(root, "tools", ""))
        {
            ReadTool(tool, $"tools.{index++}", reading);
            if (reading.Defect is not null)
                return;
        }

        ReadChoice(reading.OptionalObject(root, "tool_choice", ""), reading);
        if (ToolChoiceDemand.Fault(reading.Into) is { } fault)
            reading.Fail(reading.Into.ToolChoice.Mode == ToolChoiceMode.Named ? "tool_choice.name" : "tool_choice", fault);
        if (root.TryGet("container", out _))
            reading.Note(ConversationFeature.HostedTools, "container");
        if (root.TryGet("mcp_servers", out var servers) && (servers.ValueKind != JsonValueKind.Array || servers.GetArrayLength() > 0))
            reading.Note(ConversationFeature.HostedTools, "mcp_servers");
    }

    private static void ReadTool(JsonElement tool, string path, RequestReading reading)
    {
        if (!reading.IsObject(tool, path))
            return;
        var type = reading.OptionalText(tool, "type", path);
        // In OpenAI's form it would be taken for a tool that a provider runs, and lost, or for one without parameters.
        if (type == "function" || (tool.TryGet("parameters", out _) && !tool.TryGet("input_schema", out _)))
            reading.Fail(path, "has the form of another API. Write {\"name\": \"...\", \"description\": \"...\", \"input_schema\": {}}.");
        if (type is not (null or "custom"))
        {
            reading.Note(ConversationFeature.HostedTools, path);
            return;
        }

        reading.Note(ConversationFeature.Tools, "tools");
        var strict = reading.OptionalFlag(tool, "strict", path);
        if (strict == true)
            reading.Note(ConversationFeature.StrictTools, path + ".strict");
        reading.NoteOthers(tool, path, Known);
        var name = reading.RequiredText(tool, "name", path);
        var schema = reading.OptionalObject(tool, "input_schema", path);
        reading.Into.Tools.Add(new ToolDefinition(name, reading.OptionalText(tool, "description", path), schema)
        {
            Strict = strict,
            Cache = reading.Cache(tool, path),
        });
    }

    private static void ReadChoice(JsonElement choice, RequestReading reading)
    {
        if (choice.ValueKind != JsonValueKind.Object)
            return;
        var request = reading.Into;
        switch (reading.RequiredText(choice, "type", "tool_choice"))
        {
            case "auto":
                break;
            case "any":
                request.ToolChoice = ToolChoice.Required;
                reading.Note(ConversationFeature.ForcedTool, "tool_choice");
                break;
            case "tool":
                request.ToolChoice = ToolChoice.Named(reading.RequiredText(choice, "name", "tool_choice"));
                reading.Note(ConversationFeature.ForcedTool, "tool_choice");
                break;
            case "none":
                request.ToolChoice = ToolChoice.None;
                reading.Note(ConversationFeature.DisabledTools, "tool_choice");
                break;
            default:
                reading.Fail("tool_choice.type", "must be \"auto\", \"any\", \"tool\" or \"none\".");
                break;
        }

        if (reading.OptionalFlag(choice, "disable_parallel_tool_use", "tool_choice") is not { } disabled)
            return;
        request.ParallelToolCalls = !disabled;
        reading.Note(ConversationFeature.ParallelToolCalls, "tool_choice.disable_parallel_tool_use");
    }
}
