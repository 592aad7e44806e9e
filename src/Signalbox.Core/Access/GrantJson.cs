using System.Text.Json;
using System.Text.Json.Serialization;
using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>A grant in the snapshot's copy on disk: a plain string where the name says all, which is also how older versions wrote it; else an object.</summary>
public sealed class GrantJson : JsonConverter<Grant>
{
    /// <inheritdoc/>
    public override Grant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new Grant(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A grant is a string or an object.");
        var grant = new Grant("");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            grant = name switch
            {
                "asset" => grant with { Asset = reader.GetString()! },
                "kind" => grant with { Kind = AssetKinds.Parse(reader.GetString()) ?? throw new JsonException("A grant is of no known kind.") },
                "expires_at" => grant with { ExpiresAt = reader.GetInt64() },
                "environments" => grant with { Environments = (Environments)reader.GetInt32() },
                _ => throw new JsonException($"A grant has no '{name}'."),
            };
        }
        return grant;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Grant value, JsonSerializerOptions options)
    {
        if (value is { Kind: AssetKind.CallableTarget, IsUnconditional: true })
        {
            writer.WriteStringValue(value.Asset);
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("asset", value.Asset);
        writer.WriteString("kind", AssetKinds.Name(value.Kind));
        if (value.ExpiresAt is { } expires) writer.WriteNumber("expires_at", expires);
        writer.WriteNumber("environments", (int)value.Environments);
        writer.WriteEndObject();
    }
}
