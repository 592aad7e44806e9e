using System.Collections.Frozen;

namespace Signalbox.Wire.Conversation;

/// <summary>
/// Content in the words of another API than the one called, which programs send that were moved from one to the other. The words are known, so the error
/// can say what to write instead; to leave such content out would lose what the user said.
/// </summary>
/// <param name="api">The API called, as the error names it.</param>
/// <param name="ours">How it says each of the <see cref="Meanings"/>.</param>
internal sealed class ForeignContent(string api, FrozenDictionary<string, string> ours)
{
    /// <summary>The kinds of content of all APIs, and what each means.</summary>
    private static readonly FrozenDictionary<string, string> Meanings = new Dictionary<string, string>
    {
        ["text"] = "text", ["input_text"] = "text", ["output_text"] = "text",
        ["image"] = "image", ["image_url"] = "image", ["input_image"] = "image",
        ["document"] = "file", ["file"] = "file", ["input_file"] = "file",
        ["input_audio"] = "audio", ["audio"] = "audio",
        ["tool_use"] = "call", ["function_call"] = "call", ["function"] = "call",
        ["tool_result"] = "result", ["function_call_output"] = "result",
    }.ToFrozenDictionary();

    /// <summary>Fields of a request that hold what was said: where the API called does not have one, what it holds must not be lost.</summary>
    private static readonly FrozenSet<string> Fields = FrozenSet.Create("messages", "input", "system", "instructions", "prompt", "contents");

    /// <summary>Chat Completions.</summary>
    public static ForeignContent Chat { get; } = new("Chat Completions", new Dictionary<string, string>
    {
        ["text"] = """{"type": "text", "text": "..."}""",
        ["image"] = """{"type": "image_url", "image_url": {"url": "..."}}""",
        ["file"] = """{"type": "file", "file": {"filename": "...", "file_data": "data:application/pdf;base64,..."}}""",
        ["audio"] = """{"type": "input_audio", "input_audio": {"data": "...", "format": "wav"}}""",
        ["call"] = "\"tool_calls\" of a message of the assistant",
        ["result"] = "a message with \"role\": \"tool\" and \"tool_call_id\"",
    }.ToFrozenDictionary());

    /// <summary>Responses.</summary>
    public static ForeignContent Responses { get; } = new("Responses", new Dictionary<string, string>
    {
        ["text"] = """{"type": "input_text", "text": "..."} in the content of a message""",
        ["image"] = """{"type": "input_image", "image_url": "..."} in the content of a message""",
        ["file"] = """{"type": "input_file", "filename": "...", "file_data": "data:application/pdf;base64,..."} in the content of a message""",
        ["audio"] = """{"type": "input_audio", "input_audio": {"data": "...", "format": "wav"}} in the content of a message""",
        ["call"] = """an item {"type": "function_call", "call_id": "...", "name": "...", "arguments": "..."}""",
        ["result"] = """an item {"type": "function_call_output", "call_id": "...", "output": "..."}""",
    }.ToFrozenDictionary());

    /// <summary>Messages.</summary>
    public static ForeignContent Messages { get; } = new("Messages", new Dictionary<string, string>
    {
        ["text"] = """{"type": "text", "text": "..."}""",
        ["image"] = """{"type": "image", "source": {"type": "url", "url": "..."}}""",
        ["file"] = """{"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "..."}}""",
        ["call"] = """{"type": "tool_use", "id": "...", "name": "...", "input": {}} in a message of the assistant""",
        ["result"] = """{"type": "tool_result", "tool_use_id": "...", "content": "..."} in a message of the user""",
    }.ToFrozenDictionary());

    /// <summary>What a kind that the API called does not have must be: the sentence goes on from the field's name. Null for a kind of no API.</summary>
    public string? DemandFor(string kind) =>
        Meanings.TryGetValue(kind, out var meaning) && ours.TryGetValue(meaning, out var right)
            ? $"is \"{kind}\", which {api} does not have in this place. Write {right}."
            : null;

    /// <summary>Whether a field that the API called does not have holds what was said.</summary>
    public static bool IsSaid(string field) => Fields.Contains(field);
}
