using System.Buffers;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>One item of a response's <c>output</c> (https://platform.openai.com/docs/api-reference/responses/object#responses/object-output).</summary>
/// <param name="Kind">What it is: text, refusal, reasoning, or a call of a function or a custom tool.</param>
/// <param name="Id">Its id.</param>
internal sealed record ResponsesItem(BlockKind Kind, string Id)
{
    /// <summary>Id of the call.</summary>
    public string? CallId { get; init; }

    /// <summary>The tool as the caller calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The namespace of the tool; null when it has none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Text, thoughts, arguments or input.</summary>
    public string Text { get; init; } = "";

    /// <summary>What proves the thoughts; null when nothing does.</summary>
    public string? EncryptedContent { get; init; }

    /// <summary>Whether the answer ended within it, so that the rest of it is missing.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether it is a call of a tool.</summary>
    public bool IsCall => Kind is BlockKind.ToolCall or BlockKind.CustomToolCall;

    /// <summary>Writes the item as it is at its end, or as it is announced: without content.</summary>
    public void WriteTo(IBufferWriter<byte> output, bool isDone)
    {
        switch (Kind)
        {
            case BlockKind.Reasoning:
                WriteReasoning(output, isDone);
                break;
            case BlockKind.ToolCall or BlockKind.CustomToolCall:
                WriteCall(output, isDone);
                break;
            default:
                output.WriteText("{\"type\":\"message\",\"id\":"u8, Id);
                output.WriteText(",\"status\":"u8, Status(isDone));
                output.Write(",\"role\":\"assistant\",\"content\":["u8);
                if (isDone)
                    WritePartTo(output, isDone);
                output.Write("]}"u8);
                break;
        }
    }

    /// <summary>Writes the one part of a message or of a summary, at its end or as it is announced.</summary>
    public void WritePartTo(IBufferWriter<byte> output, bool isDone)
    {
        var text = isDone ? Text : "";
        switch (Kind)
        {
            case BlockKind.Reasoning:
                output.WriteText("{\"type\":\"summary_text\",\"text\":"u8, text);
                output.Write("}"u8);
                break;
            case BlockKind.Refusal:
                output.WriteText("{\"type\":\"refusal\",\"refusal\":"u8, text);
                output.Write("}"u8);
                break;
            default:
                output.WriteText("{\"type\":\"output_text\",\"text\":"u8, text);
                output.Write(",\"annotations\":[],\"logprobs\":[]}"u8);
                break;
        }
    }

    private string Status(bool isDone) => !isDone ? "in_progress" : IsCut ? "incomplete" : "completed";

    private void WriteReasoning(IBufferWriter<byte> output, bool isDone)
    {
        output.WriteText("{\"type\":\"reasoning\",\"id\":"u8, Id);
        if (isDone && IsCut)
            output.WriteText(",\"status\":"u8, Status(isDone));
        output.Write(",\"summary\":["u8);
        if (isDone && Text.Length > 0)
            WritePartTo(output, isDone);
        output.Write("]"u8);
        if (isDone && EncryptedContent is not null)
            output.WriteText(",\"encrypted_content\":"u8, EncryptedContent);
        output.Write("}"u8);
    }

    private void WriteCall(IBufferWriter<byte> output, bool isDone)
    {
        var isCustom = Kind == BlockKind.CustomToolCall;
        output.WriteText(isCustom ? "{\"type\":\"custom_tool_call\",\"id\":"u8 : "{\"type\":\"function_call\",\"id\":"u8, Id);
        output.WriteText(",\"status\":"u8, Status(isDone));
        output.WriteText(",\"call_id\":"u8, CallId);
        output.WriteText(",\"name\":"u8, Name);
        if (Namespace is not null)
            output.WriteText(",\"namespace\":"u8, Namespace);
        output.WriteText(isCustom ? ",\"input\":"u8 : ",\"arguments\":"u8, isDone ? Text : "");
        output.Write("}"u8);
    }
}
