using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Wire.AnthropicMessages;

namespace Wire.Tests.Schemas;

/// <summary>What is emitted in Messages validates, and comes in Anthropic's order.</summary>
public sealed class MessagesSchemaTests
{
    private const string Event = "RawMessageStreamEvent";

    public static TheoryData<string> Goldens => GoldenScripts.Names;

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Answers_of_known_servers_validate(string name) => Check(GoldenScripts.Load(name));

    [Fact]
    public void Answers_of_every_kind_validate() => Property.Holds(json => Check(RandomScript.Make(json.Random)));

    [Fact]
    public void A_stream_that_breaks_off_ends_with_an_error() => Property.Holds(json =>
    {
        var script = RandomScript.Make(json.Random);
        var emitted = new EmittedStream();
        emitted.Tell(script, new MessagesStreamWriter(emitted.Output, "msg_1", "public"), json.Random.Next(1, script.Length));
        var order = new MessagesOrder();
        foreach (var data in emitted.Data)
            order.Follow(data);

        new MessagesError(502, "Broken off.", "upstream-error", "request").WriteEventTo(emitted.Output);

        emitted.ShouldValidate(ApiSchemas.Anthropic, Event);
        emitted.ShouldBeNamedByType();
        (emitted.Events[^1].Name, order.IsDone).ShouldBe(("error", false));
    });

    [Fact]
    public void Errors_validate()
    {
        foreach (var status in new[] { 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529 })
        {
            var error = new MessagesError(status, "No.", status % 2 == 0 ? "some-code" : null, status > 500 ? "request" : null) { ResetsAt = status == 429 ? DateTimeOffset.UnixEpoch : null };
            ApiSchemas.Anthropic.Errors("ErrorResponse", JsonElement.Parse(error.ToBytes())).ShouldBeEmpty();
        }
    }

    private static void Check(AnswerScript script)
    {
        var emitted = new EmittedStream();
        emitted.Tell(script, new MessagesStreamWriter(emitted.Output, "msg_1", "public"));
        emitted.ShouldValidate(ApiSchemas.Anthropic, Event);
        emitted.ShouldBeNamedByType();
        var order = new MessagesOrder();
        foreach (var data in emitted.Data)
            order.Follow(data);
        order.IsDone.ShouldBe(script.IsWhole);
        if (!script.IsWhole)
            return;
        var document = new MessagesAnswerDocument("msg_1", "public");
        script.TellTo(document);
        var buffer = new ArrayBufferWriter<byte>();
        document.WriteTo(buffer);
        var answer = JsonElement.Parse(buffer.WrittenSpan);
        ApiSchemas.Anthropic.Errors("Message", answer).ShouldBeEmpty(answer.GetRawText());
        JsonNode.DeepEquals(JsonNode.Parse(buffer.WrittenSpan), order.Message).ShouldBeTrue($"{answer} is not what the stream makes: {order.Message}");
    }
}
