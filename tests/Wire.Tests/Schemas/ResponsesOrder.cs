using System.Text.Json;

namespace Wire.Tests.Schemas;

/// <summary>
/// Follows the events of a streamed response as clients do (https://platform.openai.com/docs/api-reference/responses-streaming), and fails where their order,
/// their numbers or what they say of an item do not fit.
/// </summary>
internal sealed class ResponsesOrder
{
    private readonly List<JsonElement> _done = [];
    private readonly HashSet<string> _ids = [];
    private string _responseId = "";
    private long _next;
    private JsonElement? _item;
    private string? _part;
    private string _text = "";
    private bool _isTextDone;
    private bool _errorSeen;

    /// <summary>The response at its end; null before it came.</summary>
    public JsonElement? Response { get; private set; }

    public void Follow(JsonElement data)
    {
        data.GetProperty("sequence_number").GetInt64().ShouldBe(_next, "events are numbered from 0");
        Response.ShouldBeNull("nothing comes after the end");
        var type = data.GetProperty("type").GetString()!;
        FollowFrame(data, type);
        _next++;
    }

    private void FollowFrame(JsonElement data, string type)
    {
        switch (type)
        {
            case "response.created" or "response.in_progress":
                _next.ShouldBe(type == "response.created" ? 0 : 1, "created comes first, and then in_progress");
                Begin(data.GetProperty("response"));
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                End(data.GetProperty("response"), type["response.".Length..]);
                break;
            case "error":
                _next.ShouldBeGreaterThan(1);
                _errorSeen = true;
                break;
            default:
                (_next > 1 && !_errorSeen).ShouldBeTrue($"{type} comes neither before the beginning nor after an error");
                FollowItem(data, type);
                break;
        }
    }

    private void Begin(JsonElement response)
    {
        _responseId = response.GetProperty("id").GetString()!;
        response.GetProperty("status").GetString().ShouldBe("in_progress");
        response.GetProperty("output").GetArrayLength().ShouldBe(0);
    }

    private void End(JsonElement response, string status)
    {
        response.GetProperty("status").GetString().ShouldBe(status);
        response.GetProperty("id").GetString().ShouldBe(_responseId, "a response keeps its id");
        (status == "failed").ShouldBe(_errorSeen, "a response fails with an error, and only then");
        (_item is null || _errorSeen).ShouldBeTrue("every item is done at the end");
        var output = response.GetProperty("output").EnumerateArray().ToList();
        (output.Count == _done.Count && output.Zip(_done).All(pair => JsonElement.DeepEquals(pair.First, pair.Second))).ShouldBeTrue($"the output is the items that were done: {response}");
        Response = response;
    }

    private void FollowItem(JsonElement data, string type)
    {
        data.GetProperty("output_index").GetInt32().ShouldBe(_done.Count, "items are numbered from 0 and come one after another");
        if (type == "response.output_item.added")
        {
            _item.ShouldBeNull("an item is done before the next one is added");
            _item = data.GetProperty("item");
            (_part, _text, _isTextDone) = (null, "", false);
            _ids.Add(IdOf(_item.Value)).ShouldBeTrue("two items have the same id");
            return;
        }

        var item = _item.ShouldNotBeNull("an item is open");
        if (type == "response.output_item.done")
        {
            Close(item, data.GetProperty("item"));
            return;
        }

        data.GetProperty("item_id").GetString().ShouldBe(IdOf(item), "an item keeps its id");
        if (type.Contains("_part.", StringComparison.Ordinal))
            FollowPart(data, type.EndsWith(".added", StringComparison.Ordinal));
        else
            FollowText(data, type);
    }

    private void FollowPart(JsonElement data, bool isAdded)
    {
        var place = Place(data);
        place.ShouldNotBeNull();
        if (isAdded)
        {
            _part.ShouldBeNull("an item has one part");
            _part = place;
            TextOf(data.GetProperty("part")).ShouldBeEmpty();
            return;
        }

        (place, _isTextDone).ShouldBe((_part, true), "a part is done after its text");
        TextOf(data.GetProperty("part")).ShouldBe(_text);
    }

    private void FollowText(JsonElement data, string type)
    {
        Place(data).ShouldBe(_part, "text belongs to the open part");
        _isTextDone.ShouldBeFalse("nothing is added to text that is done");
        if (type.EndsWith(".delta", StringComparison.Ordinal))
        {
            _text += data.GetProperty("delta").GetString();
            return;
        }

        _isTextDone = true;
        TextOf(data).ShouldBe(_text, "what is done is what its pieces make");
    }

    private void Close(JsonElement added, JsonElement done)
    {
        foreach (var name in new[] { "id", "type", "call_id", "name", "role", "namespace" })
            (done.TryGetProperty(name, out var then) ? then.GetRawText() : null).ShouldBe(added.TryGetProperty(name, out var first) ? first.GetRawText() : null, name);
        var parts = done.TryGetProperty("content", out var list) || done.TryGetProperty("summary", out list) ? list : default;
        if (parts.ValueKind == JsonValueKind.Array)
            string.Concat(parts.EnumerateArray().Select(TextOf)).ShouldBe(_text, "the item holds what its pieces make");
        else
            (TextOf(done), _isTextDone).ShouldBe((_text, true), "the item holds what its pieces make");
        _done.Add(done);
        _item = null;
    }

    private static string IdOf(JsonElement item) => item.GetProperty("id").GetString()!;

    private static string? Place(JsonElement data)
    {
        foreach (var name in new[] { "content_index", "summary_index" })
            if (data.TryGetProperty(name, out var index))
                return $"{name} {index}";
        return null;
    }

    private static string TextOf(JsonElement holder)
    {
        foreach (var name in new[] { "text", "refusal", "arguments", "input" })
            if (holder.TryGetProperty(name, out var text))
                return text.GetString()!;
        throw new InvalidDataException($"No text in {holder}.");
    }
}
