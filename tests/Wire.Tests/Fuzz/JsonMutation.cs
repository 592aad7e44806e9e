using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wire.Tests.Fuzz;

/// <summary>Changes JSON where it hurts: values of another type, members gone, doubled, renamed or nested, texts that mean something elsewhere.</summary>
internal sealed class JsonMutation(Random random)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1e400", "9223372036854775807", "0.1", "\"\"", "[]", "{}", "[null]", "[[]]", "{\"type\":null}", "\"x\"", "\"{}\"", "\"\\u0000\"",
        "\"data:image/png;base64,AAAA\"", "\"data:;base64,\"", "\"data:,\"", "\"https://a.example/b.pdf\"", "\"s3://b/k\"", "\"gemini:AAAA\"", "\"openai:rs_1:AAAA\"", "\"signalbox:x\"",
        "\"tool\"", "\"developer\"", "\"function\"", "\"custom\"", "\"text\"", "\"thinking\"", "\"redacted_thinking\"", "\"tool_result\"", "\"input_image\"", "\"reasoning\"", "\"none\"", "\"high\"",
        "{\"type\":\"text\",\"text\":\"\"}", "{\"type\":\"image\",\"source\":{}}", "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":[]}", "{\"$ref\":\"https://evil.example/s.json\"}",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}", "{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1}}}",
    ];

    /// <summary>The text with one to four changes; as it is when it cannot be parsed.</summary>
    public string Change(string json)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return json;
        }

        for (var i = random.Next(1, 5); i > 0 && root is not null; i--)
            ChangeOne(root);
        return root?.ToJsonString(Relaxed) ?? "null";
    }

    private void ChangeOne(JsonNode root)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        if (places.Count == 0)
            return;
        switch (places[random.Next(places.Count)])
        {
            case JsonObject { Count: > 0 } members:
                Change(members, members.ElementAt(random.Next(members.Count)).Key);
                break;
            case JsonArray { Count: > 0 } items:
                Change(items, random.Next(items.Count));
                break;
        }
    }

    private void Change(JsonObject members, string name)
    {
        switch (random.Next(5))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                var value = members[name]?.DeepClone();
                members.Remove(name);
                members[new[] { "type", "text", "content", "id", "name", "x", name + "s" }[random.Next(7)]] = value;
                break;
            case 2:
                members[name] = new JsonArray(members[name]?.DeepClone());
                break;
            default:
                members[name] = Value();
                break;
        }
    }

    private void Change(JsonArray items, int at)
    {
        switch (random.Next(5))
        {
            case 0:
                items.RemoveAt(at);
                break;
            case 1:
                items.Insert(random.Next(items.Count), items[at]?.DeepClone());
                break;
            case 2:
                var moved = items[at]?.DeepClone();
                items.RemoveAt(at);
                items.Insert(random.Next(items.Count + 1), moved);
                break;
            default:
                items[at] = Value();
                break;
        }
    }

    private JsonNode? Value() => JsonNode.Parse(Values[random.Next(Values.Length)]);

    private static void Collect(JsonNode? node, List<JsonNode> into)
    {
        switch (node)
        {
            case JsonObject members:
                into.Add(members);
                foreach (var (_, value) in members)
                    Collect(value, into);
                break;
            case JsonArray items:
                into.Add(items);
                foreach (var item in items)
                    Collect(item, into);
                break;
        }
    }
}
