using System.Text.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// A caller's request of Messages as Vertex AI takes it (https://docs.anthropic.com/en/api/claude-on-vertex-ai), with every other byte as it came.
/// </summary>
public static class VertexMessages
{
    /// <summary>What <c>anthropic_version</c> must be.</summary>
    public const string Version = "vertex-2023-10-16";

    private static readonly byte[] Member = System.Text.Encoding.UTF8.GetBytes($"\"anthropic_version\":\"{Version}\"");
    private static readonly byte[] NextMember = [(byte)',', .. Member];

    /// <summary>Puts the version in the place of the model, which stands in the address.</summary>
    /// <param name="body">The body that was scanned.</param>
    /// <param name="model">Where its model stands.</param>
    public static BodySplice Splice(ReadOnlyMemory<byte> body, in ModelField model)
    {
        var builder = new BodySplice.Builder(body);
        builder.Apply(new BodySplice.Edit(model.Member(body.Span), Member));
        return builder.Finish();
    }

    /// <summary>Puts the version behind the model: tokens are counted at one address for all models.</summary>
    /// <param name="body">The body that was scanned.</param>
    /// <param name="model">Where its model stands.</param>
    /// <param name="upstreamModel">The upstream's model name, without its path, as a JSON string token with quotes.</param>
    public static BodySplice SpliceCount(ReadOnlyMemory<byte> body, in ModelField model, ReadOnlyMemory<byte> upstreamModel)
    {
        var builder = new BodySplice.Builder(body);
        builder.Apply(BodySplice.Edit.Model(model, upstreamModel));
        builder.Apply(new BodySplice.Edit(new ByteRange(model.Token.End, 0), NextMember));
        return builder.Finish();
    }

    /// <summary>Whether a refusal is in Anthropic's form (https://docs.anthropic.com/en/api/errors) and not in Google's.</summary>
    public static bool IsError(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("error"u8);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
