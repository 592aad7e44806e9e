using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads <c>tools</c>, the tools of <c>additional_tools</c> items, and <c>tool_choice</c>
/// (https://platform.openai.com/docs/api-reference/responses/create). A tool that comes twice is taken once, as it was described last.
/// </summary>
internal sealed class ResponsesToolReader(RequestReading reading, ResponsesToolNames names)
{
    private static readonly string[] KnownFunction = ["type", "name", "description", "parameters", "strict"];
    private static readonly string[] KnownCustom = ["type", "name", "description", "format"];
    private static readonly string[] KnownNamespace = ["type", "name", "tools"];

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Reads all of them.</summary>
    public void Read(JsonElement root)
    {
        var lists = new List<(JsonElement Parent, string Path)> { (root, "") };
        if (root.TryGet("input", out var input) && input.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in input.EnumerateArray())
            {
                if (item.TextOf("type") == "additional_tools")
                    lists.Add((item, $"input[{index}]"));
                index++;
            }
        }

        foreach (var (parent, path) in lists)
            Reserve(reading.OptionalList(parent, "tools", path));
        foreach (var (parent, path) in lists)
            ReadList(parent, path, null);
        if (reading.Defect is null)
            ResponsesToolChoiceReader.Read(root, reading, names);
    }

    private void Reserve(JsonElement.ArrayEnumerator tools)
    {
        foreach (var tool in tools)
            if (tool.TextOf("type") is "function" or "custom" && tool.TextOf("name") is { } name)
                names.Reserve(name);
    }

    private void ReadList(JsonElement parent, string path, string? space)
    {
        var toolsPath = RequestReading.Join(path, "tools");
        var index = 0;
        foreach (var tool in reading.OptionalList(parent, "tools", path))
        {
            ReadTool(tool, $"{toolsPath}[{index++}]", space);
            if (reading.Defect is not null)
                return;
        }
    }

    private void ReadTool(JsonElement tool, string path, string? space)
    {
        if (!reading.IsObject(tool, path))
            return;
        switch (reading.RequiredText(tool, "type", path))
        {
            case "function":
                Add(ReadFunction(tool, path, space));
                break;
            case "custom":
                Add(ReadCustom(tool, path, space));
                break;
            case "namespace" when space is null:
                reading.NoteOthers(tool, path, KnownNamespace);
                ReadList(tool, path, ReadName(tool, path));
                break;
            case "namespace":
                reading.Fail(path + ".type", "must be \"function\" or \"custom\": a namespace holds no other.");
                break;
            default:
                reading.Note(ConversationFeature.HostedTools, path);
                break;
        }
    }

    private ToolDefinition ReadFunction(JsonElement tool, string path, string? space)
    {
        reading.Note(ConversationFeature.Tools, "tools");
        reading.NoteOthers(tool, path, KnownFunction);
        var strict = reading.OptionalFlag(tool, "strict", path);
        if (strict == true)
            reading.Note(ConversationFeature.StrictTools, path + ".strict");
        var name = ReadName(tool, path);
        return new ToolDefinition(names.Flatten(space, name), reading.OptionalText(tool, "description", path), reading.OptionalObject(tool, "parameters", path))
        {
            Strict = strict,
            Origin = Origin(space, name),
        };
    }

    private ToolDefinition ReadCustom(JsonElement tool, string path, string? space)
    {
        reading.Note(ConversationFeature.CustomTools, path);
        reading.NoteOthers(tool, path, KnownCustom);
        var name = ReadName(tool, path);
        var format = reading.OptionalObject(tool, "format", path);
        var hasGrammar = reading.OptionalText(format, "type", path + ".format") is not (null or "text");
        return new ToolDefinition(names.Flatten(space, name), reading.OptionalText(tool, "description", path), default)
        {
            IsCustom = true,
            Origin = Origin(space, name),
            Grammar = hasGrammar ? format : default,
        };
    }

    private void Add(ToolDefinition tool)
    {
        var tools = reading.Into.Tools;
        if (_places.TryAdd(tool.Name, tools.Count))
            tools.Add(tool);
        else
            tools[_places[tool.Name]] = tool;
    }

    private static (string, string)? Origin(string? space, string name) => string.IsNullOrEmpty(space) ? null : (space, name);

    private string ReadName(JsonElement tool, string path)
    {
        var name = reading.RequiredText(tool, "name", path);
        if (name.Length == 0)
            reading.Fail(path + ".name", "must not be empty.");
        return name;
    }
}
