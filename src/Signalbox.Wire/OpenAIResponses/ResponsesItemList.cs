using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// The items a response was made from (https://platform.openai.com/docs/api-reference/responses/input-items): those of the whole chain up to its own
/// input. Each has an id; one that was sent without gets an id that is the same each time.
/// </summary>
public static class ResponsesItemList
{
    private const string IdPrefix = "resp_";

    /// <summary>Writes a page.</summary>
    /// <param name="history">The chain that ends in the response.</param>
    /// <param name="page">Which part.</param>
    /// <param name="output">Receives the list object.</param>
    /// <returns>False, with nothing written, when there is no item of the id that the page begins after.</returns>
    public static bool TryWrite(ResponsesHistory history, in ResponsesItemPage page, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(output);
        var items = Items(history);
        if (!page.Ascending)
            items.Reverse();
        var start = 0;
        if (page.After is { } after && (start = items.FindIndex(item => item.Id == after) + 1) == 0)
            return false;
        var count = Math.Min(page.Limit, items.Count - start);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var item in items.Slice(start, count))
            Write(json, item);
        json.WriteEndArray();
        json.WriteString("first_id", count > 0 ? items[start].Id : null);
        json.WriteString("last_id", count > 0 ? items[start + count - 1].Id : null);
        json.WriteBoolean("has_more", start + count < items.Count);
        json.WriteEndObject();
        return true;
    }

    private static List<ListedItem> Items(ResponsesHistory history)
    {
        var items = new List<ListedItem>();
        for (var i = 0; i < history.Turns.Count; i++)
        {
            var turn = history.Turns[i];
            Add(items, turn.Input, turn.Id, "in");
            if (i + 1 < history.Turns.Count)
                Add(items, turn.Output, turn.Id, "out");
        }

        return items;
    }

    private static void Add(List<ListedItem> items, JsonElement list, string responseId, string place)
    {
        var stem = responseId.StartsWith(IdPrefix, StringComparison.Ordinal) ? responseId[IdPrefix.Length..] : responseId;
        if (list.ValueKind == JsonValueKind.String)
        {
            items.Add(new ListedItem($"msg_{stem}_{place}0", "message", list));
            return;
        }

        if (list.ValueKind != JsonValueKind.Array)
            return;
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var type = item.TextOf("type") ?? (item.TryGet("role", out _) ? "message" : "item_reference");
            items.Add(new ListedItem(item.TextOf("id") ?? $"{PrefixOf(type)}_{stem}_{place}{index}", type, item));
            index++;
        }
    }

    private static string PrefixOf(string type) => type switch
    {
        "message" => "msg",
        "reasoning" => "rs",
        "function_call" => "fc",
        "function_call_output" => "fco",
        "custom_tool_call" => "ctc",
        "custom_tool_call_output" => "ctco",
        _ => "item",
    };

    private static void Write(Utf8JsonWriter json, in ListedItem item)
    {
        var isMessage = item.Type == "message";
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        json.WriteString("type", item.Type);
        if (isMessage && item.Value.TextOf("status") is null)
            json.WriteString("status", "completed");
        if (item.Value.ValueKind == JsonValueKind.String)
        {
            json.WriteString("role", "user");
            ResponsesInputContent.Write(json, item.Value, "user");
        }
        else
        {
            WriteMembers(json, item.Value, isMessage);
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, JsonElement item, bool isMessage)
    {
        foreach (var member in item.EnumerateObject())
        {
            if (member.IsNamed("id") || member.IsNamed("type"))
                continue;
            if (isMessage && member.IsNamed("content") && member.Value.ValueKind == JsonValueKind.String)
            {
                ResponsesInputContent.Write(json, member.Value, item.TextOf("role"));
                continue;
            }

            json.WritePropertyName(member.DecodedName());
            json.WriteRaw(member.Value);
        }
    }

    private readonly record struct ListedItem(string Id, string Type, JsonElement Value);
}
