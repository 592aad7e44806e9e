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
                ReadAllowed(choice, reading, names);
                break;
            default:
                reading.Fail("tool_choice.type", "must be \"function\", \"custom\" or \"allowed_tools\": tools that OpenAI runs itself cannot be used with this model.");
                break;
        }
    }

    /// <summary>The tools that are not allowed are left out, so that no model can call them.</summary>
    private static void ReadAllowed(JsonElement choice, RequestReading reading, ResponsesToolNames names)
    {
        if (!choice.TryGet("tools", out _))
            reading.Fail("tool_choice.tools", "is required and must be a list of tools.");
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var tool in reading.OptionalList(choice, "tools", "tool_choice"))
            if (ReadAllowedName(tool, $"tool_choice.tools[{index++}]", reading, names) is { } name)
                allowed.Add(name);
        switch (reading.OptionalText(choice, "mode", "tool_choice"))
        {
            case null or "auto":
                reading.Into.ToolChoice = ToolChoice.Auto with { IsAmongAllowed = true };
                break;
            case "required":
                reading.Into.ToolChoice = ToolChoice.Required with { IsAmongAllowed = true };
                reading.Note(ConversationFeature.ForcedTool, "tool_choice.mode");
                break;
            default:
                reading.Fail("tool_choice.mode", "must be \"auto\" or \"required\".");
                break;
        }

        reading.Note(ConversationFeature.AllowedTools, "tool_choice.tools");
        reading.Into.Tools.RemoveAll(tool => !allowed.Contains(tool.Name));
    }

    /// <summary>Null for a tool that OpenAI runs itself, and for none.</summary>
    private static string? ReadAllowedName(JsonElement tool, string path, RequestReading reading, ResponsesToolNames names)
    {
        if (!reading.IsObject(tool, path))
            return null;
        if (reading.RequiredText(tool, "type", path) is not ("function" or "custom"))
        {
            reading.Note(ConversationFeature.HostedTools, path);
            return null;
        }

        var name = names.Flatten(reading.OptionalText(tool, "namespace", path), reading.RequiredText(tool, "name", path));
        if (!reading.Into.Tools.Exists(known => known.Name == name))
            reading.Fail(path + ".name", ToolChoiceDemand.NotAmongTools);
        return name;
    }
}
