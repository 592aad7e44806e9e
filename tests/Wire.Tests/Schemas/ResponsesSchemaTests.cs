using System.Text.Json;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.OpenAIResponses;

namespace Wire.Tests.Schemas;

/// <summary>What is emitted in Responses validates, and comes in OpenAI's order.</summary>
public sealed class ResponsesSchemaTests
{
    private const string Event = "ResponseStreamEvent";

    private static readonly string?[] Requests =
    [
        null,
        """{"model":"m","input":"Hi"}""",
        """
        {"model":"m","input":"Hi","max_output_tokens":100,"metadata":{"a":"b"},"parallel_tool_calls":false,"prompt_cache_key":"k","user":"ann",
         "safety_identifier":"bob","reasoning":{"effort":"low","summary":"auto"},"temperature":1.5,"top_p":0.5,"text":{"format":{"type":"json_object"},"verbosity":"low"},"tool_choice":"none"}
        """,
        """
        {"model":"m","input":"Hi","text":{"format":{"type":"json_schema","name":"s","schema":{"type":"object"}}},"tool_choice":{"type":"function","name":"tool"},
         "tools":[{"type":"function","name":"tool","parameters":{"type":"object"}}]}
        """,
        """
        {"model":"m","input":"Hi","text":{"format":{"type":"json_schema","name":"s","description":"d","schema":{"type":"object"},"strict":true}},
         "tool_choice":{"type":"custom","name":"tool"},"tools":[{"type":"custom","name":"tool"}]}
        """,
        """
        {"model":"m","input":"Hi","tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"tool"}]},
         "tools":[{"type":"function","name":"tool"},{"type":"function","name":"other"}]}
        """,
        """
        {"model":"m","input":"Hi","tool_choice":"required","tools":[{"type":"namespace","name":"space","description":"","tools":[{"type":"function","name":"tool","parameters":{"type":"object"}}]}]}
        """,
    ];

    public static TheoryData<string> Goldens => GoldenScripts.Names;

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Answers_of_known_servers_validate(string name)
    {
        var script = GoldenScripts.Load(name);

        foreach (var request in Requests)
            Check(script, request);
    }

    [Fact]
    public void Answers_of_every_kind_validate() =>
        Property.Holds(json => Check(RandomScript.Make(json.Random), Requests[json.Random.Next(Requests.Length)]));

    [Theory]
    [InlineData("upstream-error")]
    [InlineData("server_error")]
    [InlineData(null)]
    public void A_stream_that_breaks_off_anywhere_ends_as_failed(string? code) => Property.Holds(json =>
    {
        var script = RandomScript.Make(json.Random);
        var emitted = new EmittedStream();
        var writer = new ResponsesStreamWriter(emitted.Output, Responses.Context());
        emitted.Tell(script, writer, json.Random.Next(0, script.Length));

        writer.Fail(new ResponsesError(json.Random.Next(2) == 0 ? 502 : 429, "Broken off.", code));

        Follow(emitted).Response!.Value.GetProperty("status").GetString().ShouldBe("failed");
    });

    private static void Check(AnswerScript script, string? request)
    {
        var emitted = new EmittedStream();
        emitted.Tell(script, new ResponsesStreamWriter(emitted.Output, Responses.Context(request)));
        var order = Follow(emitted);
        (order.Response is not null).ShouldBe(script.IsWhole);
        if (order.Response is not { } streamed)
            return;
        var whole = Responses.Document(Responses.Context(request), sink => script.TellTo(sink));
        ApiSchemas.OpenAI.Errors("Response", whole).ShouldBeEmpty(whole.GetRawText());
        JsonElement.DeepEquals(whole, streamed).ShouldBeTrue($"{whole} is not what the stream ends with: {streamed}");
    }

    private static ResponsesOrder Follow(EmittedStream emitted)
    {
        emitted.ShouldValidate(ApiSchemas.OpenAI, Event);
        emitted.ShouldBeNamedByType();
        var order = new ResponsesOrder();
        foreach (var data in emitted.Data)
            order.Follow(data);
        return order;
    }
}
