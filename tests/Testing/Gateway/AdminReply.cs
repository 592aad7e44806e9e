using System.Net;
using System.Text.Json.Nodes;

namespace Testing.Gateway;

/// <summary>An answer of the admin API.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body as it came.</param>
/// <param name="ETag">The <c>ETag</c> header, quotes included, or null.</param>
/// <param name="ContentType">The media type of the body, or null.</param>
public sealed record AdminReply(HttpStatusCode Status, string Text, string? ETag, string? ContentType)
{
    /// <summary>The body as JSON.</summary>
    /// <exception cref="InvalidOperationException">There is none; holds what came instead.</exception>
    public JsonNode Json => Text.Length > 0 && JsonNode.Parse(Text) is { } json
        ? json
        : throw new InvalidOperationException($"The admin API answered {(int)Status} without a JSON body.");

    /// <summary>The problem's <c>code</c>, or null when the answer is no problem.</summary>
    public string? Code => ContentType == "application/problem+json" ? (string?)Json["code"] : null;

    /// <summary>A string field of the body's object.</summary>
    public string this[string field] => (string?)Json[field]
        ?? throw new InvalidOperationException($"No field '{field}' in: {Text}");

    /// <summary>The <c>id</c> of the body's object.</summary>
    public string Id => this["id"];

    /// <summary>This answer, if it is a success.</summary>
    /// <exception cref="InvalidOperationException">It is none; holds status and body.</exception>
    public AdminReply Succeeded() => (int)Status is >= 200 and < 300
        ? this
        : throw new InvalidOperationException($"The admin API answered {(int)Status}: {Text}");
}
