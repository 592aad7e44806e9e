using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.Schemas;

/// <summary>What is emitted in Chat Completions validates, and comes in OpenAI's order.</summary>
public sealed class ChatSchemaTests
{
    private const string Chunk = "CreateChatCompletionStreamResponse";
    private const string Whole = "CreateChatCompletionResponse";

    public static TheoryData<string> Goldens => GoldenScripts.Names;

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Answers_of_known_servers_validate(string name)
    {
        var script = GoldenScripts.Load(name);

        foreach (var includeUsage in new[] { false, true })
            Check(script, includeUsage);
    }

    [Fact]
    public void Answers_of_every_kind_validate() =>
        Property.Holds(json => Check(RandomScript.Make(json.Random), json.Random.Next(2) == 0));

    [Fact]
    public void A_stream_that_breaks_off_ends_with_an_error_and_without_DONE() => Property.Holds(json =>
    {
        var script = RandomScript.Make(json.Random);
        var emitted = new EmittedStream();
        emitted.Tell(script, Writer(emitted, includeUsage: true), json.Random.Next(1, script.Length));
        emitted.ShouldValidate(ApiSchemas.OpenAI, Chunk);

        new OpenAIError(502, "Broken off.", "upstream-error").WriteEventTo(emitted.Output);

        ApiSchemas.OpenAI.Errors("ErrorResponse", emitted.Data[^1]).ShouldBeEmpty();
        emitted.Events[^1].Data.ShouldNotBe(EmittedStream.Done);
    });

    [Fact]
    public void Errors_validate()
    {
        foreach (var status in new[] { 400, 401, 402, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504 })
        {
            var error = new OpenAIError(status, "No.", status % 2 == 0 ? "some-code" : null) { Param = status == 400 ? "model" : null, ResetsAt = status == 429 ? DateTimeOffset.UnixEpoch : null };
            ApiSchemas.OpenAI.Errors("ErrorResponse", JsonElement.Parse(error.ToBytes())).ShouldBeEmpty();
        }
    }

    private static void Check(AnswerScript script, bool includeUsage)
    {
        var emitted = new EmittedStream();
        emitted.Tell(script, Writer(emitted, includeUsage));
        emitted.ShouldValidate(ApiSchemas.OpenAI, Chunk);
        emitted.Events.ShouldAllBe(sse => sse.Name.Length == 0);
        var order = new ChatOrder(includeUsage);
        foreach (var data in emitted.Data)
            order.Follow(data);
        (order.FinishReason is not null).ShouldBe(script.IsWhole);
        if (script.IsWhole)
            CheckWhole(script, order, emitted);
    }

    private static void CheckWhole(AnswerScript script, ChatOrder order, EmittedStream emitted)
    {
        emitted.Events[^1].Data.ShouldBe(EmittedStream.Done);
        var document = new ChatAnswerDocument("chatcmpl-1", 1763689200, "public");
        script.TellTo(document);
        var buffer = new ArrayBufferWriter<byte>();
        document.WriteTo(buffer);
        var answer = JsonElement.Parse(buffer.WrittenSpan);
        ApiSchemas.OpenAI.Errors(Whole, answer).ShouldBeEmpty(answer.GetRawText());
        var choice = answer.GetProperty("choices")[0];
        choice.GetProperty("finish_reason").GetString().ShouldBe(order.FinishReason);
        JsonNode.DeepEquals(JsonNode.Parse(choice.GetProperty("message").GetRawText()), order.ToMessage())
            .ShouldBeTrue($"{choice.GetProperty("message")} is not what the stream makes: {order.ToMessage()}");
    }

    private static ChatStreamWriter Writer(EmittedStream emitted, bool includeUsage) => new(emitted.Output, "chatcmpl-1", 1763689200, "public", includeUsage);
}
