using System.Text.Json;

namespace Signalbox.Wire.Conversation;

/// <summary>What is known when a block begins.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="CallId">For a tool call: its id.</param>
/// <param name="Name">For a tool call: the tool.</param>
/// <param name="Signature">For a tool call: the provider's proof that belongs to the call itself (Gemini's <c>thoughtSignature</c>); null when there is none.</param>
public readonly record struct BlockStart(BlockKind Kind, string? CallId = null, string? Name = null, string? Signature = null)
{
    /// <summary>Whether a call can be told: without an id or a name nobody could run or answer it.</summary>
    public static bool IsCall(string? id, string? name) => !string.IsNullOrEmpty(id) && !string.IsNullOrEmpty(name);

    /// <summary>The beginning of a call of a function.</summary>
    /// <exception cref="JsonException">It has no id or no name, which is not what any API sends.</exception>
    public static BlockStart Call(string? id, string? name, string? signature = null) =>
        IsCall(id, name) ? new BlockStart(BlockKind.ToolCall, id, name, signature) : throw new JsonException("A call of a tool has no id or no name.");
}
