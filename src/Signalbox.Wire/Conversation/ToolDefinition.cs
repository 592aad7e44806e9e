using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Conversation;

/// <summary>A tool that the model may call.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Description">What it does; null when unset.</param>
/// <param name="Schema">JSON schema of its arguments, an object; undefined for a custom tool and for a tool without arguments.</param>
public sealed record ToolDefinition(string Name, string? Description, JsonElement Schema)
{
    /// <summary>Whether arguments must match the schema exactly; null is the dialect's default.</summary>
    public bool? Strict { get; init; }

    /// <summary>Whether it takes raw text instead of JSON (OpenAI's custom tools).</summary>
    public bool IsCustom { get; init; }

    /// <summary>The grammar of a custom tool's input as the caller gave it; undefined when there is none.</summary>
    public JsonElement Grammar { get; init; }

    /// <summary>The text of that grammar, which Chat wraps in one object more than Responses does; null when there is none.</summary>
    public string? GrammarText => Grammar.TextOf("definition") ?? (Grammar.TryGet("grammar", out var inner) ? inner.TextOf("definition") : null);

    /// <summary>What the caller calls it, where that is a name inside a namespace (OpenAI's Responses) and <see cref="Name"/> stands for both; else null.</summary>
    public (string Namespace, string Name)? Origin { get; init; }

    /// <summary>Set where the caller marked the end of a prefix to be cached.</summary>
    public CacheBreakpoint? Cache { get; init; }
}
