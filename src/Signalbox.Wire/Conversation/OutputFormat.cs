using System.Text.Json;

namespace Signalbox.Wire.Conversation;

/// <summary>The form an answer must have: any JSON object, or JSON of a schema.</summary>
/// <param name="Name">The schema's name; null for any JSON object.</param>
/// <param name="Schema">The schema; undefined for any JSON object.</param>
/// <param name="Strict">Whether the answer must match exactly; null is the dialect's default.</param>
public sealed record OutputFormat(string? Name, JsonElement Schema, bool? Strict)
{
    /// <summary>What the answer is, in the caller's words.</summary>
    public string? Description { get; init; }

    /// <summary>Whether there is a schema.</summary>
    public bool HasSchema => Schema.ValueKind == JsonValueKind.Object;
}
