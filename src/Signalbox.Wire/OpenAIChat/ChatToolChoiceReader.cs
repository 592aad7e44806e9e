using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads <c>tool_choice</c> and its predecessor <c>function_call</c>.</summary>
internal static class ChatToolChoiceReader
{
    private const string Forms =
        "must be \"auto\", \"none\", \"required\" or an object that names a tool: {\"type\":\"function\",\"function\":{\"name\":\"...\"}}.";

    /// <summary>Reads them. The tools have been read.</summary>
    public static void Read(ChatReading reading, JsonElement root)
    {
        var choice = RawElement.Member(root, "tool_choice");
        var legacy = RawElement.Member(root, "function_call");
        if (!ChatReading.IsAbsent(choice))
            ReadChoice(reading, choice);
        else if (!ChatReading.IsAbsent(legacy))
            ReadLegacy(reading, legacy);
    }

    private static void ReadChoice(ChatReading reading, JsonElement value)
    {
        const string at = "tool_choice";
        if (value.ValueKind == JsonValueKind.String)
        {
            SetWord(reading, RawElement.Text(value), at);
            return;
        }

        var type = value.ValueKind == JsonValueKind.Object ? RawElement.Member(value, "type") : default;
        if (type.ValueKind != JsonValueKind.String)
        {
            reading.Fail(Forms, at);
            return;
        }

        switch (RawElement.Text(type))
        {
            case "function":
                SetName(reading, RawElement.Member(RawElement.Member(value, "function"), "name"), at, ".function.name");
                break;
            case "custom":
                SetName(reading, RawElement.Member(RawElement.Member(value, "custom"), "name"), at, ".custom.name");
                break;
            case "allowed_tools":
                ReadAllowed(reading, RawElement.Member(value, "allowed_tools"));
                break;
            default:
                reading.Fail("must be \"function\", \"custom\" or \"allowed_tools\": tools that a provider runs itself cannot be used with this model.", at, ".type");
                break;
        }
    }

    private static void ReadLegacy(ChatReading reading, JsonElement value)
    {
        const string at = "function_call";
        if (value.ValueKind == JsonValueKind.String)
            SetWord(reading, RawElement.Text(value), at);
        else if (value.ValueKind == JsonValueKind.Object)
            SetName(reading, RawElement.Member(value, "name"), at, ".name");
        else
            reading.Fail("must be \"auto\", \"none\" or an object with \"name\".", at);
    }

    /// <summary>The tools that are not allowed are left out, so that no model can call them.</summary>
    private static void ReadAllowed(ChatReading reading, JsonElement allowed)
    {
        const string at = "tool_choice.allowed_tools";
        var tools = RawElement.Member(allowed, "tools");
        if (tools.ValueKind != JsonValueKind.Array)
        {
            reading.Fail("must be an object with \"mode\" and \"tools\".", at);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var tool in tools.EnumerateArray())
            if (ReadAllowedName(reading, tool, $"{at}.tools[{index++}]") is { } name)
                names.Add(name);
        reading.Note(ConversationFeature.AllowedTools, at);
        reading.Request.Tools.RemoveAll(tool => !names.Contains(tool.Name));
        var mode = reading.Text(RawElement.Member(allowed, "mode"), at, ".mode") ?? "auto";
        if (mode is "auto" or "required")
            SetWord(reading, mode, at);
        else
            reading.Fail("must be \"auto\" or \"required\".", at, ".mode");
        reading.Request.ToolChoice = reading.Request.ToolChoice with { IsAmongAllowed = true };
    }

    /// <summary>Null for a tool that a provider runs itself, and for none.</summary>
    private static string? ReadAllowedName(ChatReading reading, JsonElement tool, string at)
    {
        var type = reading.RequiredText(RawElement.Member(tool, "type"), at, ".type");
        if (type is not ("function" or "custom"))
        {
            reading.Note(ConversationFeature.HostedTools, at);
            return null;
        }

        var member = $".{type}.name";
        var name = reading.RequiredText(RawElement.Member(RawElement.Member(tool, type), "name"), at, member);
        if (!reading.Request.Tools.Exists(known => known.Name == name))
            reading.Fail(ToolChoiceDemand.NotAmongTools, at, member);
        return name;
    }

    private static void SetWord(ChatReading reading, string word, string at)
    {
        switch (word)
        {
            case "auto":
                reading.Request.ToolChoice = ToolChoice.Auto;
                break;
            case "none":
                reading.Request.ToolChoice = ToolChoice.None;
                reading.Note(ConversationFeature.DisabledTools, at);
                break;
            // "any" is Anthropic's and Mistral's word.
            case "required" or "any":
                reading.Request.ToolChoice = ToolChoice.Required;
                reading.Note(ConversationFeature.ForcedTool, at);
                if (ToolChoiceDemand.Fault(reading.Request) is { } fault)
                    reading.Fail(fault, at);
                break;
            default:
                reading.Fail(Forms, at);
                break;
        }
    }

    private static void SetName(ChatReading reading, JsonElement name, string at, string member)
    {
        reading.Request.ToolChoice = ToolChoice.Named(reading.RequiredText(name, at, member));
        reading.Note(ConversationFeature.ForcedTool, at);
        if (ToolChoiceDemand.Fault(reading.Request) is { } fault)
            reading.Fail(fault, at, member);
    }
}
