using System.Text.Json.Nodes;
using static Gateway.Tests.Matrix.Asking.Speech;

namespace Gateway.Tests.Matrix.Asking;

/// <summary>Responses (https://platform.openai.com/docs/api-reference/responses/create), with the history in the input and thoughts sealed.</summary>
internal sealed class ResponsesWriter : ICallerWriter
{
    public string Path => "v1/responses";

    public JsonObject Write(Ask ask, string model, bool stream)
    {
        var body = new JsonObject { ["model"] = model, ["store"] = false };
        var pieces = ask.Pieces;
        if (pieces[0] is TextPiece { Who: Speaker.System } instructions)
        {
            body["instructions"] = instructions.Text;
            pieces = [.. pieces.Skip(1)];
        }
        body["input"] = List(Runs(pieces).SelectMany(Items));
        if (stream) body["stream"] = true;
        var tools = ask.Tools.Select(Tool).Append(ask.OtherTool?.DeepClone()).Where(tool => tool is not null).ToList();
        if (tools.Count > 0) body["tools"] = List(tools);
        body.Put("tool_choice", ask.Choice switch
        {
            null => null,
            "auto" or "none" or "required" => (JsonNode)ask.Choice,
            var name => new JsonObject { ["type"] = "function", ["name"] = name },
        });
        body.Put("parallel_tool_calls", ask.Parallel);
        body.Put("text", ask.Format switch
        {
            null => null,
            "{}" => new JsonObject { ["format"] = new JsonObject { ["type"] = "json_object" } },
            var schema => new JsonObject
            {
                ["format"] = new JsonObject { ["type"] = "json_schema", ["name"] = "weather", ["strict"] = true, ["schema"] = JsonNode.Parse(schema) },
            },
        });
        body.Put("temperature", ask.Temperature);
        body.Put("top_p", ask.TopP);
        body.Put("max_output_tokens", ask.Bound);
        if (ask.Effort is { } effort)
        {
            body["reasoning"] = new JsonObject { ["effort"] = effort, ["summary"] = "auto" };
            body["include"] = new JsonArray("reasoning.encrypted_content");
        }
        body.Put("user", ask.User);
        foreach (var (name, value) in ask.Extra) body[name] = value?.DeepClone();
        return body;
    }

    private static IEnumerable<JsonNode> Items(IReadOnlyList<Piece> run)
    {
        if (run is [ReturnedPiece returned]) return returned.Raw.AsArray().Select(item => item!.DeepClone());
        return run[0].Who switch
        {
            Speaker.Tool => run.Cast<ResultPiece>().Select(Result),
            Speaker.Assistant => run.Select(piece => piece is CallPiece call
                ? new JsonObject { ["type"] = "function_call", ["call_id"] = call.Id, ["name"] = call.Name, ["arguments"] = call.Arguments }
                : Message("assistant", [new JsonObject { ["type"] = "output_text", ["text"] = ((TextPiece)piece).Text, ["annotations"] = new JsonArray() }])),
            var speaker => [Message(speaker.ToString().ToLowerInvariant(), run.Select(Part))],
        };
    }

    private static JsonObject Message(string role, IEnumerable<JsonNode> content) => new() { ["type"] = "message", ["role"] = role, ["content"] = List(content) };

    private static JsonNode Result(ResultPiece result) => new JsonObject
    {
        ["type"] = "function_call_output",
        ["call_id"] = result.Id,
        ["output"] = result.Media is { } media ? List([Part(new TextPiece(Speaker.User, result.Text)), Part(media)]) : result.Text,
    };

    private static JsonNode Part(Piece piece)
    {
        switch (piece)
        {
            case TextPiece text:
                return new JsonObject { ["type"] = "input_text", ["text"] = text.Text };
            case MediaPiece { IsImage: true } image:
                var part = new JsonObject { ["type"] = "input_image" };
                part[image.Where == MediaPlace.File ? "file_id" : "image_url"] = DataUrl(image);
                part.Put("detail", image.Detail);
                return part;
            case MediaPiece document:
                return document.Where switch
                {
                    MediaPlace.Address => new JsonObject { ["type"] = "input_file", ["file_url"] = document.Source },
                    MediaPlace.File => new JsonObject { ["type"] = "input_file", ["file_id"] = document.Source },
                    _ => new JsonObject { ["type"] = "input_file", ["filename"] = "report.pdf", ["file_data"] = DataUrl(document) },
                };
            default:
                throw new ArgumentException($"Responses cannot say {piece}.", nameof(piece));
        }
    }

    private static JsonObject Tool(AskedTool tool) => new()
    {
        ["type"] = "function", ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = JsonNode.Parse(tool.Schema), ["strict"] = tool.IsStrict,
    };
}
