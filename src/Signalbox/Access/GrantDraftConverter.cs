using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Signalbox.Admin;

namespace Signalbox.Access;

/// <summary>A grant is a plain string where its name says all, else an object.</summary>
internal sealed class GrantDraftConverter : JsonConverter<GrantDraft>, IShorthandConverter
{
    public JsonTypeInfo LongForm => AccessJson.Default.GrantFields;

    public override bool HandleNull => true;

    public override GrantDraft Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new GrantDraft { Asset = reader.GetString() };
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        try
        {
            var fields = JsonSerializer.Deserialize(ref reader, AccessJson.Default.GrantFields)!;
            return new GrantDraft { Asset = fields.Asset, ExpiresAt = fields.ExpiresAt, Environments = fields.Environments };
        }
        catch (JsonException)
        {
            // Without a path of its own, so that the place in the whole document is named.
            throw new JsonException();
        }
    }

    public override void Write(Utf8JsonWriter writer, GrantDraft value, JsonSerializerOptions options)
    {
        if (value.ExpiresAt is null && value.Environments.Count == 0)
        {
            writer.WriteStringValue(value.Asset);
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("asset", value.Asset);
        if (value.ExpiresAt is { } expires) writer.WriteString("expires_at", expires);
        if (value.Environments.Count > 0)
        {
            writer.WriteStartArray("environments");
            foreach (var environment in value.Environments) writer.WriteStringValue(environment);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
