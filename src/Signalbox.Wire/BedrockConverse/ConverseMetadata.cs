using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Free pairs as <c>requestMetadata</c> (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html), by which an account's logs
/// can be searched. One pair that does not fit would have the whole request refused, so it is left out.
/// </summary>
internal static class ConverseMetadata
{
    private const int MostPairs = 16;
    private const int MostCharacters = 256;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \t\r\n\f\v:_@$#=/+,-.");

    /// <summary>Whether a pair is left out.</summary>
    public static bool LosesAny(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object && Fitting(metadata).Count < metadata.EnumerateObject().Count();

    /// <summary>Writes the pairs that fit.</summary>
    public static void Write(JsonElement metadata, Utf8JsonWriter writer)
    {
        if (metadata.ValueKind != JsonValueKind.Object || Fitting(metadata) is not { Count: > 0 } pairs)
            return;
        writer.WriteStartObject("requestMetadata");
        foreach (var (name, value) in pairs)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static Dictionary<string, string> Fitting(JsonElement metadata)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in metadata.EnumerateObject())
        {
            var name = member.DecodedName();
            if (pairs.Count == MostPairs || member.Value.ValueKind != JsonValueKind.String || name.Length == 0 || !IsFit(name))
                continue;
            var value = member.Value.Text();
            if (IsFit(value))
                pairs[name] = value;
        }

        return pairs;
    }

    private static bool IsFit(string text) => text.Length <= MostCharacters && !text.AsSpan().ContainsAnyExcept(Characters);
}
