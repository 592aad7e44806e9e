using System.Text.Json.Nodes;

namespace Testing.Net;

/// <summary>A stream read to its end.</summary>
/// <param name="Events">All events and comments, in order.</param>
/// <param name="Break">How the stream broke off, or null when the HTTP message ended properly.</param>
public sealed record StreamRead(IReadOnlyList<ServerSentEvent> Events, Exception? Break)
{
    /// <summary>The data of each event.</summary>
    public IReadOnlyList<string> Data => [.. Events.Where(e => e.Data is not null).Select(e => e.Data!)];

    /// <summary>Whether the last event is <c>[DONE]</c>.</summary>
    public bool IsDone => Data is [.., "[DONE]"];

    /// <summary>The events' data as JSON, without <c>[DONE]</c>.</summary>
    public IReadOnlyList<JsonNode> Chunks => [.. Data.Where(d => d != "[DONE]").Select(d => JsonNode.Parse(d)!)];

    /// <summary>The text of the first choice, put together.</summary>
    public string Text => string.Concat(Chunks.Select(
        c => c["choices"]?.AsArray() is [{ } choice, ..] ? (string?)choice["delta"]?["content"] : null));

    /// <summary>The usage object, or null when no chunk carries one.</summary>
    public JsonNode? Usage => Chunks.Select(c => c["usage"]).LastOrDefault(u => u is not null);

    /// <summary>The error object of an in-band error, or null.</summary>
    public JsonNode? Error => Chunks.Select(c => c["error"]).LastOrDefault(e => e is not null);
}
