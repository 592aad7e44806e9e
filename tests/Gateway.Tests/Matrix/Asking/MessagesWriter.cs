using System.Text.Json.Nodes;
using static Gateway.Tests.Matrix.Asking.Speech;

namespace Gateway.Tests.Matrix.Asking;

/// <summary>Messages (https://docs.anthropic.com/en/api/messages).</summary>
internal sealed class MessagesWriter : ICallerWriter
{
    private const int UsualBound = 4096;

    public string Path => "v1/messages";

    public JsonObject Write(Ask ask, string model, bool stream)
    {
        var body = new JsonObject { ["model"] = model, ["max_tokens"] = ask.Bound ?? UsualBound };
        var leading = ask.Pieces.TakeWhile(piece => piece.Who is Speaker.System or Speaker.Developer).ToList();
        if (leading.Count > 0) body["system"] = List(leading.Select(Block));
        body["messages"] = List(Runs(ask.Pieces.Skip(leading.Count)).Select(Message));
        if (stream) body["stream"] = true;
        var tools = ask.Tools.Select(Tool).Append(ask.OtherTool?.DeepClone()).Where(tool => tool is not null).ToList();
        if (tools.Count > 0) body["tools"] = List(tools);
        body.Put("tool_choice", Choice(ask));
        var output = new JsonObject();
        if (ask.Format is { } schema) output["format"] = new JsonObject { ["type"] = "json_schema", ["schema"] = JsonNode.Parse(schema) };
        output.Put("effort", ask.Effort);
        if (output.Count > 0) body["output_config"] = output;
        if (ask.Stops.Count > 0) body["stop_sequences"] = List(ask.Stops.Select(stop => (JsonNode)stop));
        body.Put("temperature", ask.Temperature);
        body.Put("top_p", ask.TopP);
        body.Put("top_k", ask.TopK);
        if (ask.Budget is { } budget) body["thinking"] = new JsonObject { ["type"] = "enabled", ["budget_tokens"] = budget };
        if (ask.User is { } user) body["metadata"] = new JsonObject { ["user_id"] = user };
        foreach (var (name, value) in ask.Extra) body[name] = value?.DeepClone();
        return body;
    }

    private static JsonObject? Choice(Ask ask)
    {
        if (ask.Choice is null && ask.Parallel is null) return null;
        var choice = ask.Choice switch
        {
            null or "auto" => new JsonObject { ["type"] = "auto" },
            "none" => new JsonObject { ["type"] = "none" },
            "required" => new JsonObject { ["type"] = "any" },
            var name => new JsonObject { ["type"] = "tool", ["name"] = name },
        };
        if (ask.Parallel is { } parallel) choice["disable_parallel_tool_use"] = !parallel;
        return choice;
    }

    private static JsonNode Message(IReadOnlyList<Piece> run) => new JsonObject
    {
        ["role"] = run[0].Who switch { Speaker.Assistant => "assistant", Speaker.System or Speaker.Developer => "system", _ => "user" },
        ["content"] = run is [ReturnedPiece returned] ? returned.Raw.DeepClone() : List(run.Select(Block)),
    };

    private static JsonObject Block(Piece piece)
    {
        var block = piece switch
        {
            TextPiece text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
            MediaPiece media => Media(media),
            CallPiece call => new JsonObject { ["type"] = "tool_use", ["id"] = call.Id, ["name"] = call.Name, ["input"] = JsonNode.Parse(call.Arguments) },
            ResultPiece result => Result(result),
            _ => throw new ArgumentException($"Messages cannot say {piece}.", nameof(piece)),
        };
        if (piece.IsCached) block["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
        return block;
    }

    private static JsonObject Media(MediaPiece media)
    {
        var source = media.Where switch
        {
            MediaPlace.Address => new JsonObject { ["type"] = "url", ["url"] = media.Source },
            MediaPlace.File => new JsonObject { ["type"] = "file", ["file_id"] = media.Source },
            _ => new JsonObject { ["type"] = "base64", ["media_type"] = media.MediaType, ["data"] = media.Source },
        };
        var block = new JsonObject { ["type"] = media.IsImage ? "image" : "document", ["source"] = source };
        if (media.IsCited) block["citations"] = new JsonObject { ["enabled"] = true };
        return block;
    }

    private static JsonObject Result(ResultPiece result)
    {
        var block = new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = result.Id };
        block["content"] = result.Media is { } media ? List([Block(new TextPiece(Speaker.User, result.Text)), Media(media)]) : result.Text;
        if (result.IsFailed) block["is_error"] = true;
        return block;
    }

    private static JsonObject Tool(AskedTool tool)
    {
        var written = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["input_schema"] = JsonNode.Parse(tool.Schema) };
        if (tool.IsStrict) written["strict"] = true;
        if (tool.IsCached) written["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
        return written;
    }
}
