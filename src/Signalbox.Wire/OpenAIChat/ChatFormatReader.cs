using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads <c>response_format</c> (https://platform.openai.com/docs/guides/structured-outputs).</summary>
internal static class ChatFormatReader
{
    private const string At = "response_format";

    public static void Read(ChatReading reading, JsonElement value)
    {
        if (!reading.IsObject(value, At))
            return;
        switch (reading.RequiredText(RawElement.Member(value, "type"), At, ".type"))
        {
            case "text" or "":
                return;
            case "json_object":
                reading.Request.Format = new OutputFormat(null, default, null);
                reading.Note(ConversationFeature.JsonMode, At);
                return;
            case "json_schema":
                ReadSchema(reading, RawElement.Member(value, "json_schema"));
                return;
            default:
                reading.Note(ConversationFeature.Unknown, At);
                return;
        }
    }

    private static void ReadSchema(ChatReading reading, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            reading.Fail("must be an object with \"name\" and \"schema\".", At, ".json_schema");
            return;
        }

        var name = reading.RequiredText(RawElement.Member(value, "name"), At, ".json_schema.name");
        var schema = RawElement.Member(value, "schema");
        var hasSchema = reading.IsObject(schema, At, ".json_schema.schema");
        reading.Request.Format = new OutputFormat(
            hasSchema ? name : null,
            hasSchema ? schema : default,
            reading.Flag(RawElement.Member(value, "strict"), At, ".json_schema.strict"))
        {
            Description = reading.Text(RawElement.Member(value, "description"), At, ".json_schema.description"),
        };
        // Without a schema all that is asked for is JSON.
        reading.Note(hasSchema ? ConversationFeature.JsonSchema : ConversationFeature.JsonMode, At);
    }
}
