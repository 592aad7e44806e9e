using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Writes the settings of a request that its response repeats (https://platform.openai.com/docs/api-reference/responses/object). SDKs take the members
/// for granted; instructions and tools, which can be long and which the caller has, are not repeated.
/// </summary>
internal static class ResponsesSettingsWriter
{
    /// <summary>Writes the members, each with a comma before it.</summary>
    public static byte[] Write(ConversationRequest? request, ResponsesToolNames names)
    {
        request ??= new ConversationRequest();
        var output = new ArrayBufferWriter<byte>(512);
        output.Write(",\"instructions\":null"u8);
        output.WriteNumber(",\"max_output_tokens\":"u8, request.MaxOutputTokens);
        output.Write(",\"max_tool_calls\":null,\"metadata\":"u8);
        if (request.Metadata.ValueKind == JsonValueKind.Object)
            output.WriteCompact(default, request.Metadata);
        else
            output.Write("{}"u8);
        output.WriteFlag(",\"parallel_tool_calls\":"u8, request.ParallelToolCalls ?? true);
        output.WriteText(",\"prompt_cache_key\":"u8, request.PromptCacheKey);
        output.WriteText(",\"reasoning\":{\"effort\":"u8, request.Reasoning?.Effort);
        output.WriteText(",\"summary\":"u8, request.Reasoning?.Summary);
        output.WriteText("},\"safety_identifier\":"u8, request.SafetyIdentifier);
        output.Write(",\"service_tier\":null"u8);
        output.WriteNumber(",\"temperature\":"u8, request.Temperature);
        output.Write(",\"text\":{\"format\":"u8);
        WriteFormat(output, request.Format);
        if (request.Verbosity is { } verbosity)
            output.WriteText(",\"verbosity\":"u8, verbosity);
        output.Write("},\"tool_choice\":"u8);
        WriteChoice(output, request, names);
        output.WriteNumber(",\"tools\":[],\"top_logprobs\":0,\"top_p\":"u8, request.TopP);
        output.Write(",\"truncation\":\"disabled\""u8);
        if (request.User is { } user)
            output.WriteText(",\"user\":"u8, user);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteFormat(ArrayBufferWriter<byte> output, OutputFormat? format)
    {
        if (format is not { HasSchema: true })
        {
            output.Write(format is null ? "{\"type\":\"text\"}"u8 : "{\"type\":\"json_object\"}"u8);
            return;
        }

        output.WriteText("{\"type\":\"json_schema\",\"name\":"u8, format.Name);
        if (format.Description is { } description)
            output.WriteText(",\"description\":"u8, description);
        output.WriteCompact(",\"schema\":"u8, format.Schema);
        output.WriteFlag(",\"strict\":"u8, format.Strict);
        output.Write("}"u8);
    }

    private static void WriteChoice(ArrayBufferWriter<byte> output, ConversationRequest request, ResponsesToolNames names)
    {
        var choice = request.ToolChoice;
        if (choice.IsAmongAllowed)
        {
            WriteAllowed(output, request, names);
            return;
        }

        switch (choice.Mode)
        {
            case ToolChoiceMode.Named:
                WriteTool(output, choice.Name ?? "", request.Tools.Exists(tool => tool.IsCustom && tool.Name == choice.Name), names);
                break;
            case ToolChoiceMode.None:
                output.Write("\"none\""u8);
                break;
            case ToolChoiceMode.Required:
                output.Write("\"required\""u8);
                break;
            default:
                output.Write("\"auto\""u8);
                break;
        }
    }

    private static void WriteAllowed(ArrayBufferWriter<byte> output, ConversationRequest request, ResponsesToolNames names)
    {
        output.WriteText("{\"type\":\"allowed_tools\",\"mode\":"u8, request.ToolChoice.Mode == ToolChoiceMode.Required ? "required" : "auto");
        output.Write(",\"tools\":["u8);
        for (var i = 0; i < request.Tools.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            WriteTool(output, request.Tools[i].Name, request.Tools[i].IsCustom, names);
        }

        output.Write("]}"u8);
    }

    private static void WriteTool(ArrayBufferWriter<byte> output, string flat, bool isCustom, ResponsesToolNames names)
    {
        var (space, name) = names.Resolve(flat);
        output.WriteText("{\"type\":"u8, isCustom ? "custom" : "function");
        output.WriteText(",\"name\":"u8, name);
        if (space is not null)
            output.WriteText(",\"namespace\":"u8, space);
        output.Write("}"u8);
    }
}
