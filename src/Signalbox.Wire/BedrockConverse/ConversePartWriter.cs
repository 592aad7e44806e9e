using System.Buffers.Text;
using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>Writes parts as content blocks (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html).</summary>
/// <param name="model">What the model takes.</param>
/// <param name="writer">Receives the blocks.</param>
internal sealed class ConversePartWriter(ConverseModel model, Utf8JsonWriter writer)
{
    /// <summary>Stands where Converse demands text and there is none.</summary>
    private const string NoOutput = "(no output)";

    private readonly ToolCallIds _ids = new();
    private readonly ConverseDocuments _documents = new();

    /// <summary>
    /// Whether the part is written: empty text is refused (R61); thoughts go back to Claude only, with their own signature; sound, and images and
    /// documents that are not in the request itself, are not taken.
    /// </summary>
    public bool IsWritable(ContentPart part) => part switch
    {
        TextPart text => !string.IsNullOrWhiteSpace(text.Text),
        RefusalPart refusal => !string.IsNullOrWhiteSpace(refusal.Text),
        ReasoningPart reasoning => model.Family == ConverseFamily.Claude && IsClaudes(reasoning),
        ImagePart image => image.Source.Data is not null,
        DocumentPart document => document.Source.Data is not null,
        ToolCallPart or ToolResultPart => true,
        _ => false,
    };

    /// <summary>Writes one block for a writable part, and the mark behind it when the part has one.</summary>
    public void Write(ContentPart part)
    {
        WriteBlock(part);
        if (part is not ReasoningPart)
            WriteCache(part.Cache ?? (part as ToolResultPart)?.Parts.FindLast(inner => inner.Cache is not null)?.Cache);
    }

    /// <summary>Writes a block of text.</summary>
    public void WriteText(string text)
    {
        writer.WriteStartObject();
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    /// <summary>Writes <c>cachePoint</c> (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CachePointBlock.html), where it is taken.</summary>
    public void WriteCache(CacheBreakpoint? cache)
    {
        if (cache is null || !model.TakesCachePoints)
            return;
        writer.WriteStartObject();
        writer.WriteStartObject("cachePoint");
        writer.WriteString("type", "default");
        // Nova keeps caches for five minutes and takes no other word.
        if (cache.TimeToLive is "5m" or "1h" && model.Family == ConverseFamily.Claude)
            writer.WriteString("ttl", cache.TimeToLive);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteBlock(ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text);
                break;
            case RefusalPart refusal:
                WriteText(refusal.Text);
                break;
            case ImagePart image:
                ConverseDocuments.WriteImage(image, writer);
                break;
            case DocumentPart document:
                _documents.WriteDocument(document, writer);
                break;
            case ReasoningPart reasoning:
                WriteReasoning(reasoning);
                break;
            case ToolCallPart call:
                WriteCall(call);
                break;
            case ToolResultPart result:
                WriteResult(result);
                break;
        }
    }

    private void WriteReasoning(ReasoningPart reasoning)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("reasoningContent");
        if (reasoning.IsRedacted)
        {
            writer.WriteString("redactedContent", reasoning.Signature);
        }
        else
        {
            writer.WriteStartObject("reasoningText");
            writer.WriteString("text", reasoning.Text);
            writer.WriteString("signature", reasoning.Signature);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteCall(ToolCallPart call)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("toolUse");
        writer.WriteString("toolUseId", _ids[call.Id]);
        writer.WriteString("name", call.Name);
        writer.WritePropertyName("input");
        ToolInput.Write(writer, call.Arguments, call.IsCustom);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A failure without a word is refused; models of other families than Claude and Nova know no failures but by words.</summary>
    private void WriteResult(ToolResultPart result)
    {
        var hasStatus = model.Family == ConverseFamily.Claude || model.IsNova;
        writer.WriteStartObject();
        writer.WriteStartObject("toolResult");
        writer.WriteString("toolUseId", _ids[result.CallId]);
        writer.WriteStartArray("content");
        if (result.IsError && !hasStatus)
            WriteText("Error:");
        if (!result.Parts.Exists(IsWritable))
            WriteText(NoOutput);
        foreach (var part in result.Parts)
            if (IsWritable(part))
                WriteBlock(part);
        writer.WriteEndArray();
        if (result.IsError && hasStatus)
            writer.WriteString("status", "error");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>
    /// Whether Claude signed it: its signatures hold at Anthropic and on Bedrock alike
    /// (https://platform.claude.com/docs/en/build-with-claude/extended-thinking), those of others carry a mark in front. What is withheld is base64.
    /// </summary>
    internal static bool IsClaudes(ReasoningPart reasoning) =>
        reasoning.Signature is { Length: > 0 } signature
        && !SignatureMarks.IsMarked(signature)
        && (!reasoning.IsRedacted || Base64.IsValid(signature));
}
