using System.Text.Json.Nodes;
using static Gateway.Tests.Matrix.Asking.Speech;

namespace Gateway.Tests.Matrix.Asking;

/// <summary>Chat completions (https://platform.openai.com/docs/api-reference/chat/create).</summary>
internal sealed class ChatWriter : ICallerWriter
{
    public string Path => "v1/chat/completions";

    public JsonObject Write(Ask ask, string model, bool stream)
    {
        var body = new JsonObject { ["model"] = model, ["messages"] = List(Runs(ask.Pieces).SelectMany(Messages)) };
        if (stream) (body["stream"], body["stream_options"]) = (true, new JsonObject { ["include_usage"] = true });
        var tools = ask.Tools.Select(Tool).Append(ask.OtherTool?.DeepClone()).Where(tool => tool is not null).ToList();
        if (tools.Count > 0) body["tools"] = List(tools);
        body.Put("tool_choice", ask.Choice switch
        {
            null => null,
            "auto" or "none" or "required" => (JsonNode)ask.Choice,
            var name => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name } },
        });
        body.Put("parallel_tool_calls", ask.Parallel);
        body.Put("response_format", ask.Format switch
        {
            null => null,
            "{}" => new JsonObject { ["type"] = "json_object" },
            var schema => new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = "weather", ["strict"] = true, ["schema"] = JsonNode.Parse(schema) },
            },
        });
        if (ask.Stops.Count > 0) body["stop"] = List(ask.Stops.Select(stop => (JsonNode)stop));
        body.Put("temperature", ask.Temperature);
        body.Put("top_p", ask.TopP);
        body.Put("max_completion_tokens", ask.Bound);
        body.Put("reasoning_effort", ask.Effort);
        body.Put("user", ask.User);
        foreach (var (name, value) in ask.Extra) body[name] = value?.DeepClone();
        return body;
    }

    private static IEnumerable<JsonNode> Messages(IReadOnlyList<Piece> run)
    {
        if (run is [ReturnedPiece returned]) return [returned.Raw.DeepClone()];
        if (run[0].Who == Speaker.Tool)
            return run.Cast<ResultPiece>().Select(result => new JsonObject { ["role"] = "tool", ["tool_call_id"] = result.Id, ["content"] = result.Text });
        var message = new JsonObject { ["role"] = run[0].Who.ToString().ToLowerInvariant() };
        message.Put("name", run.OfType<TextPiece>().FirstOrDefault()?.Name);
        var calls = run.OfType<CallPiece>().ToList();
        var said = run.Where(piece => piece is not CallPiece).ToList();
        message["content"] = said is [TextPiece only] ? only.Text : said.Count == 0 ? null : List(said.Select(Part));
        if (calls.Count > 0)
            message["tool_calls"] = List(calls.Select(call => new JsonObject
            {
                ["id"] = call.Id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            }));
        return [message];
    }

    private static JsonNode Part(Piece piece)
    {
        switch (piece)
        {
            case TextPiece text:
                return new JsonObject { ["type"] = "text", ["text"] = text.Text };
            case MediaPiece { IsImage: true } image:
                var address = new JsonObject { ["url"] = DataUrl(image) };
                address.Put("detail", image.Detail);
                return new JsonObject { ["type"] = "image_url", ["image_url"] = address };
            case MediaPiece { Where: MediaPlace.File } file:
                return new JsonObject { ["type"] = "file", ["file"] = new JsonObject { ["file_id"] = file.Source } };
            case MediaPiece document:
                return new JsonObject { ["type"] = "file", ["file"] = new JsonObject { ["filename"] = "report.pdf", ["file_data"] = DataUrl(document) } };
            default:
                throw new ArgumentException($"Chat completions cannot say {piece}.", nameof(piece));
        }
    }

    private static JsonObject Tool(AskedTool tool)
    {
        var function = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = JsonNode.Parse(tool.Schema) };
        if (tool.IsStrict) function["strict"] = true;
        return new JsonObject { ["type"] = "function", ["function"] = function };
    }
}
