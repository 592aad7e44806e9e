using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// Writes the parts of one request (https://ai.google.dev/api/caching#Part). Signatures go back to the part they came with, in a turn of the model
/// (https://ai.google.dev/gemini-api/docs/thought-signatures, R58); the thoughts themselves stay out.
/// </summary>
internal sealed class GeminiPartWriter(GeminiGeneration model, Utf8JsonWriter writer)
{
    /// <summary>The calls so far by their ids: a result names the function, and results stand in the order of the calls.</summary>
    private readonly Dictionary<string, (string Name, int Place)> _calls = new(StringComparer.Ordinal);

    private int _places;

    /// <summary>Whether Gemini takes the part: empty text, other providers' proofs and other providers' files are left out.</summary>
    public static bool IsWritable(ContentPart part) => part switch
    {
        TextPart text => !string.IsNullOrWhiteSpace(text.Text),
        RefusalPart refusal => !string.IsNullOrWhiteSpace(refusal.Text),
        ReasoningPart reasoning => GeminiSignature.Unmark(reasoning.Signature) is not null,
        ToolCallPart or ToolResultPart => true,
        _ => GeminiMedia.IsWritable(part),
    };

    /// <summary>Writes the parts of one content of the model, a step.</summary>
    public void WriteModel(List<ContentPart> parts)
    {
        var signatures = new string?[parts.Count];
        var hasCall = false;
        for (var i = 0; i < parts.Count; i++)
        {
            switch (parts[i])
            {
                case ReasoningPart reasoning when OwnerOf(parts, i) is { } owner:
                    signatures[owner] = GeminiSignature.Unmark(reasoning.Signature);
                    break;
                case ReasoningPart reasoning:
                    // A stream tells the signature of a text after it, in a part of its own: that is how it goes back.
                    WriteText("", GeminiSignature.Unmark(reasoning.Signature));
                    break;
                case ToolCallPart call:
                    var signature = GeminiSignature.Unmark(call.Signature) ?? signatures[i];
                    WriteCall(call, signature ?? (model.IsThird && !hasCall ? GeminiSignature.Skip : null));
                    hasCall = true;
                    break;
                default:
                    WriteProse(parts[i], signatures[i]);
                    break;
            }
        }
    }

    /// <summary>Writes the parts of one content of the user. The results of tools come first, in the order of their calls.</summary>
    public void WriteUser(List<ContentPart> parts)
    {
        var results = parts.OfType<ToolResultPart>().OrderBy(result => _calls.GetValueOrDefault(result.CallId).Place).ToList();
        foreach (var result in results)
            WriteResult(result);
        foreach (var media in results.SelectMany(result => result.Parts).Where(part => GeminiMedia.IsWritable(part) && !GoesInResult(part)))
            WriteProse(media, null);
        foreach (var part in parts)
            if (part is not (ToolResultPart or ReasoningPart or ToolCallPart))
                WriteProse(part, null);
    }

    /// <summary>Writes a part of text.</summary>
    public void WriteText(string text, string? signature)
    {
        writer.WriteStartObject();
        writer.WriteString("text", text);
        WriteSignature(signature);
        writer.WriteEndObject();
    }

    /// <summary>
    /// The part that the signature at a place belongs to: up to the next signature the first call, and where there is none the first text. Callers that
    /// put all reasoning first would else have a text take what its call needs.
    /// </summary>
    private static int? OwnerOf(List<ContentPart> parts, int reasoning)
    {
        var next = parts.FindIndex(reasoning + 1, part => part is ReasoningPart);
        var end = next < 0 ? parts.Count : next;
        var call = parts.FindIndex(reasoning + 1, end - reasoning - 1, part => part is ToolCallPart);
        if (call >= 0)
            return call;
        return reasoning + 1 < end ? reasoning + 1 : null;
    }

    private void WriteProse(ContentPart part, string? signature)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text, signature);
                break;
            case RefusalPart refusal:
                WriteText(refusal.Text, signature);
                break;
            default:
                writer.WriteStartObject();
                GeminiMedia.Write(part, writer);
                WriteSignature(signature);
                writer.WriteEndObject();
                break;
        }
    }

    private void WriteCall(ToolCallPart call, string? signature)
    {
        _calls[call.Id] = (call.Name, ++_places);
        writer.WriteStartObject();
        writer.WriteStartObject("functionCall");
        WriteId(call.Id);
        writer.WriteString("name", call.Name);
        writer.WritePropertyName("args");
        ToolInput.Write(writer, call.Arguments, call.IsCustom);
        writer.WriteEndObject();
        WriteSignature(signature);
        writer.WriteEndObject();
    }

    /// <summary>
    /// The result is one string under <c>output</c> or <c>error</c> (https://ai.google.dev/api/caching#FunctionResponse): JSON of the tool's own could hold
    /// a <c>$ref</c>, which Gemini would try to follow.
    /// </summary>
    private void WriteResult(ToolResultPart result)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("functionResponse");
        WriteId(result.CallId);
        writer.WriteString("name", _calls.TryGetValue(result.CallId, out var call) ? call.Name : result.CallId);
        writer.WriteStartObject("response");
        writer.WriteString(result.IsError ? "error" : "output", string.Join('\n', result.Parts.OfType<TextPart>().Select(text => text.Text)));
        writer.WriteEndObject();
        if (result.Parts.Exists(GoesInResult))
        {
            writer.WriteStartArray("parts");
            foreach (var part in result.Parts)
                if (GoesInResult(part))
                    WriteProse(part, null);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A result itself holds content only, no addresses, and only for the third generation.</summary>
    private bool GoesInResult(ContentPart part) => model.IsThird && GeminiMedia.IsInline(part);

    /// <summary>Ids join call and result from the third generation on; on older models Vertex AI refuses the field.</summary>
    private void WriteId(string id)
    {
        if (model.IsThird && id.Length > 0)
            writer.WriteString("id", id);
    }

    private void WriteSignature(string? signature)
    {
        if (signature is not null)
            writer.WriteString("thoughtSignature", signature);
    }
}
