using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads <c>tools</c> and their predecessor <c>functions</c> (https://platform.openai.com/docs/guides/function-calling).</summary>
internal static class ChatToolsReader
{
    public static void ReadTools(ChatReading reading, JsonElement tools)
    {
        if (!reading.IsArray(tools, "tools"))
            return;
        var index = 0;
        foreach (var tool in tools.EnumerateArray())
        {
            ReadTool(reading, tool, $"tools[{index++}]");
            if (reading.Failed)
                return;
        }

        if (reading.Request.Tools.Count > 0)
            reading.Note(ConversationFeature.Tools, "tools");
    }

    /// <summary>Reads OpenAI's first form, which old clients still send.</summary>
    public static void ReadFunctions(ChatReading reading, JsonElement functions)
    {
        if (!reading.IsArray(functions, "functions"))
            return;
        var index = 0;
        foreach (var function in functions.EnumerateArray())
        {
            ReadFunction(reading, function, $"functions[{index++}]", "", null);
            if (reading.Failed)
                return;
        }

        if (reading.Request.Tools.Count > 0)
            reading.Note(ConversationFeature.Tools, "functions");
    }

    private static void ReadTool(ChatReading reading, JsonElement tool, string at)
    {
        if (tool.ValueKind != JsonValueKind.Object)
        {
            reading.Fail("must be an object with \"type\" and \"function\".", at);
            return;
        }

        var cache = reading.Cache(RawElement.Member(tool, "cache_control"), at);
        switch (reading.Text(RawElement.Member(tool, "type"), at, ".type"))
        {
            case null or "function":
                ReadFunction(reading, RawElement.Member(tool, "function"), at, ".function", cache);
                break;
            case "custom":
                ReadCustom(reading, RawElement.Member(tool, "custom"), at, cache);
                break;
            default:
                reading.Note(ConversationFeature.HostedTools, at);
                break;
        }
    }

    private static void ReadFunction(ChatReading reading, JsonElement function, string at, string member, CacheBreakpoint? cache)
    {
        if (function.ValueKind != JsonValueKind.Object)
        {
            reading.Fail("must be an object with \"name\" and \"parameters\".", at, member);
            return;
        }

        var schema = RawElement.Member(function, "parameters");
        var strict = reading.Flag(RawElement.Member(function, "strict"), at, member + ".strict");
        if (strict == true)
            reading.Note(ConversationFeature.StrictTools, at, member + ".strict");
        cache ??= reading.Cache(RawElement.Member(function, "cache_control"), at + member);
        reading.Request.Tools.Add(new ToolDefinition(
            reading.RequiredText(RawElement.Member(function, "name"), at, member + ".name"),
            reading.Text(RawElement.Member(function, "description"), at, member + ".description"),
            reading.IsObject(schema, at, member + ".parameters") ? schema : default)
        {
            Strict = strict,
            Cache = cache,
        });
    }

    private static void ReadCustom(ChatReading reading, JsonElement custom, string at, CacheBreakpoint? cache)
    {
        if (custom.ValueKind != JsonValueKind.Object)
        {
            reading.Fail("must be an object with \"name\".", at, ".custom");
            return;
        }

        var format = RawElement.Member(custom, "format");
        var hasGrammar = reading.IsObject(format, at, ".custom.format")
            && reading.Text(RawElement.Member(format, "type"), at, ".custom.format.type") is not (null or "text");
        reading.Note(ConversationFeature.CustomTools, at);
        reading.Request.Tools.Add(new ToolDefinition(
            reading.RequiredText(RawElement.Member(custom, "name"), at, ".custom.name"),
            reading.Text(RawElement.Member(custom, "description"), at, ".custom.description"),
            default)
        {
            IsCustom = true,
            Grammar = hasGrammar ? format : default,
            Cache = cache,
        });
    }
}
