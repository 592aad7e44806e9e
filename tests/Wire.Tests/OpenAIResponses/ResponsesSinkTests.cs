using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.OpenAIResponses;

/// <summary>Whatever a sink is told, document and stream say the same, and the stream keeps the rules that clients rely on.</summary>
public sealed class ResponsesSinkTests
{
    private static readonly string[] Pieces = ["a", "北", "😀", "\ud83d", "\ude00", " \n", "\"\\", "event: x\n\n", "{\"input\":", "\"x\"}", "\u2028", "\0"];
    private static readonly string[] Tools = ["f", "patch", "git__log", "git__raw", ""];

    private static readonly string Body = Responses.Body("\"Hi\"",
        """ "tools":[{"type":"custom","name":"patch"},{"type":"namespace","name":"git","tools":[{"type":"function","name":"log"},{"type":"custom","name":"raw"}]}] """);

    [Fact]
    public void Stream_and_document_agree() => Property.Holds(json =>
    {
        var (document, events) = Tell(json);

        events[^1].GetProperty("response").GetRawText().ShouldBe(document.GetRawText());
    });

    [Fact]
    public void Every_response_in_a_stream_has_the_same_id_R70() => Property.Holds(json =>
    {
        var (_, events) = Tell(json);

        events.Where(data => data.TryGetProperty("response", out _)).Select(data => data.GetProperty("response").Text("id")).Distinct().ShouldBe([Responses.Id]);
        events.Take(2).Select(data => data.GetProperty("response").Text("status")).ShouldBe(["in_progress", "in_progress"]);
    });

    [Fact]
    public void Every_item_keeps_its_id_and_place_and_ends_as_it_stands_in_the_response_R69() => Property.Holds(json =>
    {
        var (_, events) = Tell(json);
        var done = new List<string>();
        string? open = null;
        foreach (var data in events.Skip(2).SkipLast(1))
        {
            data.GetProperty("output_index").GetInt32().ShouldBe(done.Count);
            switch (data.Text("type"))
            {
                case "response.output_item.added":
                    open.ShouldBeNull();
                    open = data.GetProperty("item").Text("id");
                    break;
                case "response.output_item.done":
                    data.GetProperty("item").Text("id").ShouldBe(open);
                    done.Add(data.GetProperty("item").GetRawText());
                    open = null;
                    break;
                default:
                    data.Text("item_id").ShouldBe(open);
                    break;
            }
        }

        open.ShouldBeNull();
        events[^1].GetProperty("response").Items().Select(item => item.GetRawText()).ShouldBe(done);
    });

    [Fact]
    public void The_pieces_of_an_item_make_up_its_whole() => Property.Holds(json =>
    {
        var (_, events) = Tell(json);
        var told = "";
        foreach (var data in events)
        {
            var type = data.Text("type");
            if (type == "response.output_item.added")
                told = "";
            else if (type.EndsWith(".delta", StringComparison.Ordinal))
                told += data.Text("delta");
            else if (Whole(data, type) is { } whole)
                told.ShouldBe(whole);
        }
    });

    private static string? Whole(JsonElement data, string type) => type switch
    {
        "response.output_text.done" or "response.reasoning_summary_text.done" => data.Text("text"),
        "response.refusal.done" => data.Text("refusal"),
        "response.function_call_arguments.done" => data.Text("arguments"),
        "response.custom_tool_call_input.done" => data.Text("input"),
        _ => null,
    };

    private static (JsonElement Document, List<JsonElement> Events) Tell(RandomJson json)
    {
        var seed = json.Random.Next();
        return (
            Responses.Document(Responses.Context(Body), sink => Tell(sink, new Random(seed))),
            Responses.Stream(Responses.Context(Body), sink => Tell(sink, new Random(seed))));
    }

    private static void Tell(IAnswerSink sink, Random random)
    {
        sink.Begin(new AnswerStart("x", "y", random.Next(2) == 0 ? new TokenUsage { Input = 1 } : null));
        for (var i = random.Next(6); i > 0; i--)
        {
            var kind = (BlockKind)random.Next(6);
            sink.OpenBlock(new BlockStart(kind, random.Next(4) == 0 ? null : "call_" + i, Tools[random.Next(Tools.Length)]));
            for (var j = random.Next(5); j > 0; j--)
                sink.Append(Pieces[random.Next(Pieces.Length)]);
            if (kind is BlockKind.Reasoning or BlockKind.RedactedReasoning && random.Next(2) == 0)
                sink.Sign("sig" + i);
            sink.CloseBlock();
        }

        sink.Finish(new AnswerEnd((StopReason)random.Next(7), null, random.Next(2) == 0 ? new TokenUsage { Input = 2, Output = 3 } : null));
    }
}
