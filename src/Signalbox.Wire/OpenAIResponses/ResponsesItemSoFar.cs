using System.Text.Json.Nodes;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>An item of the output as far as a stream has told it.</summary>
internal sealed class ResponsesItemSoFar
{
    private readonly JsonObject _item;
    private readonly List<ResponsesTextSoFar> _texts = [];
    private JsonObject? _whole;

    /// <param name="item">The item as it was added.</param>
    public ResponsesItemSoFar(JsonObject item)
    {
        _item = item;
        switch ((string?)item["type"])
        {
            case "function_call":
                Text(null, 0).IsIn("arguments", "response.function_call_arguments.done");
                break;
            case "custom_tool_call":
                Text(null, 0).IsIn("input", "response.custom_tool_call_input.done");
                break;
        }
    }

    /// <summary>Whether it has come to its end.</summary>
    public bool IsDone => _whole is not null;

    /// <summary>Its id.</summary>
    public string? Id => (string?)_item["id"];

    /// <summary>The name of the function it calls; null when it calls none.</summary>
    public string? Name => (string?)_item["name"];

    /// <summary>Its texts, in the order in which they began.</summary>
    public IReadOnlyList<ResponsesTextSoFar> Texts => _texts;

    /// <summary>It is told whole.</summary>
    public void End(JsonObject whole) => _whole = whole;

    /// <summary>The text that an event is of.</summary>
    public ResponsesTextSoFar Text(string? list, int index)
    {
        if (_texts.Find(text => text.List == list && text.Index == index) is { } known) return known;
        var text = new ResponsesTextSoFar(list, index);
        _texts.Add(text);
        return text;
    }

    /// <summary>It as it stands: whole, or with what came of its texts.</summary>
    public JsonObject Told()
    {
        if (_whole is { } whole) return whole.DeepClone().AsObject();
        var told = _item.DeepClone().AsObject();
        if (told.ContainsKey("status") || (string?)told["type"] is "message" or "function_call") told["status"] = "incomplete";
        foreach (var list in _texts.Where(text => text.List is not null).GroupBy(text => text.List!))
            told[list.Key] = new JsonArray([.. list.OrderBy(text => text.Index).Select(text => text.Told())]);
        foreach (var text in _texts.Where(text => text is { List: null, Member: not null })) told[text.Member!] = text.Text.ToString();
        return told;
    }
}
