using System.Buffers;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Writes the <c>response</c> object (https://platform.openai.com/docs/api-reference/responses/object) at any time of its life.</summary>
/// <param name="context">What does not change.</param>
/// <param name="model">The model.</param>
/// <param name="items">The complete items; they are read whenever the object is written.</param>
internal sealed class ResponsesObjectWriter(ResponsesAnswerContext context, string model, IReadOnlyList<ResponsesItem> items)
{
    /// <summary>Writes it while the answer is being made.</summary>
    public void WriteBegun(IBufferWriter<byte> output) => Write(output, "in_progress", null, null, null);

    /// <summary>Writes it at its end.</summary>
    public void WriteEnded(IBufferWriter<byte> output, StopReason reason, TokenUsage? usage)
    {
        var missing = WhyIncomplete(reason, items);
        var status = missing is null ? "completed" : "incomplete";
        if (context.Ended is not { } ended)
        {
            Write(output, status, missing, null, usage);
            return;
        }

        var whole = new ArrayBufferWriter<byte>(1024);
        Write(whole, status, missing, null, usage);
        ended(whole.WrittenMemory);
        output.Write(whole.WrittenSpan);
    }

    /// <summary>Writes it after an error.</summary>
    public void WriteFailed(IBufferWriter<byte> output, ResponsesError error) => Write(output, "failed", null, error, null);

    /// <summary>
    /// What <c>incomplete_details.reason</c> says of an end; null for an answer that is whole (R72). A model that declined without an item that says so was
    /// stopped by a filter, as Anthropic's <c>refusal</c> means: its answer must not look whole.
    /// </summary>
    public static string? WhyIncomplete(StopReason reason, IReadOnlyList<ResponsesItem> items) => reason switch
    {
        StopReason.Length => "max_output_tokens",
        StopReason.ContentFilter => "content_filter",
        StopReason.Refusal when !items.Any(item => item.Kind == BlockKind.Refusal) => "content_filter",
        _ => null,
    };

    private void Write(IBufferWriter<byte> output, string status, string? missing, ResponsesError? error, TokenUsage? usage)
    {
        output.WriteText("{\"id\":"u8, context.Id);
        output.WriteNumber(",\"object\":\"response\",\"created_at\":"u8, context.CreatedAt);
        output.WriteText(",\"status\":"u8, status);
        output.Write(",\"background\":false,\"error\":"u8);
        if (error is { } failure)
            failure.WriteReasonTo(output);
        else
            output.Write("null"u8);
        output.Write(",\"incomplete_details\":"u8);
        if (missing is null)
        {
            output.Write("null"u8);
        }
        else
        {
            output.WriteText("{\"reason\":"u8, missing);
            output.Write("}"u8);
        }

        output.WriteText(",\"model\":"u8, model);
        output.Write(",\"output\":["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            items[i].WriteTo(output, isDone: true);
        }

        output.Write("]"u8);
        output.WriteText(",\"previous_response_id\":"u8, context.PreviousResponseId);
        output.WriteFlag(",\"store\":"u8, context.IsKept);
        output.Write(context.Settings);
        if (usage is { } counts)
        {
            output.Write(",\"usage\":"u8);
            ResponsesUsageWriter.Write(output, counts);
        }

        output.Write("}"u8);
    }
}
