using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Gemini;

public sealed class GeminiPropertyTests
{
    private static readonly string[] Models =
        [Gemini.Third, Gemini.Second, Gemini.Newest, "gemini-2.0-flash", "gemini-2.5-pro", "gemini-3.1-pro-preview", "gemini-3.5-flash-lite", "models/gemini-pro-latest", "tuned"];

    [Fact]
    public void Random_conversations_become_what_Gemini_takes_and_nothing_that_is_dropped() => Property.Holds(json =>
    {
        var request = AnthropicMessages.RandomConversation.Make(json.Random);
        Dress(request, json.Random);
        var model = Models[json.Random.Next(Models.Length)];
        var server = json.Random.Next(2) == 0 ? GeminiServer.GeminiApi : GeminiServer.Vertex;

        var text = Gemini.Write(request, model, server);

        var body = Messages.Json(text);
        body.EnumerateObject().Select(member => member.Name).Except(["systemInstruction", "contents", "tools", "toolConfig", "generationConfig"]).ShouldBeEmpty();
        text.ShouldNotContain("dropped-");
        Gemini.Write(request, model, server).ShouldBe(text);
        CheckContents(body.GetProperty("contents"), model);
        CheckOmitted(body.GetProperty("generationConfig"), GeminiConversationWriter.Omits(request, model, server));
    });

    [Fact]
    public void Random_and_damaged_events_never_throw_and_keep_the_order_of_calls() => Property.Holds(json =>
    {
        var reader = new GeminiStreamReader("r1");
        var sink = new SinkRecorder();
        for (var i = 0; i < 4; i++)
        {
            var chunk = Gemini.Chunk("""{"text":"a","thought":true},{"text":"b","thoughtSignature":"S"},{"functionCall":{"name":"f","args":{"x":[1]}},"thoughtSignature":"T"}""", ",\"finishReason\":\"STOP\"");
            var data = json.Random.Next(3) == 0 ? Bytes.Of(json.Value()) : json.Mutate(Bytes.Of(chunk));
            if (reader.Read(default, data, sink) == StreamStep.Error)
                return;
        }

        if (reader.EndSeen)
            reader.Complete(sink);
        reader.ContentSeen.ShouldBe(sink.Calls.Exists(call => call.StartsWith("+ ", StringComparison.Ordinal)));
    });

    /// <summary>What a stream says of the whole answer is what the answer itself says.</summary>
    [Fact]
    public void Scanner_and_reader_agree_on_random_bodies() => Property.Holds(json =>
    {
        var body = Bytes.Of($$"""{"candidates":[{"content":{"parts":[{"text":{{json.String()}}}]} }],"usageMetadata":{"promptTokenCount":{{json.Value()}},"candidatesTokenCount":{{json.Random.Next(9)}},{{json.String()}}:{{json.Value()}} } }""");
        var sink = new SinkRecorder();
        var reader = new GeminiStreamReader("r1");

        reader.Read(default, body, sink);

        GeminiResponseScanner.Scan(body).Usage.ShouldBe(reader.Usage);
    });

    private static void Dress(ConversationRequest request, Random random)
    {
        (request.User, request.PromptCacheKey, request.Verbosity, request.ServiceTier) = ("dropped-user", "dropped-key", "dropped-verbosity", "dropped-tier");
        request.Metadata = Messages.Json("""{"a":"dropped-metadata"}""");
        (request.Seed, request.PresencePenalty, request.FrequencyPenalty, request.Temperature) = (random.NextInt64(), 2, -2, 1.5);
        for (var i = 0; i < request.Turns.Count; i++)
            request.Turns[i] = request.Turns[i] with { Name = "dropped-name" };
        foreach (var parts in request.Turns.Where(turn => turn.Role == TurnRole.Assistant).Select(turn => turn.Parts))
        {
            parts.Insert(0, new ReasoningPart("dropped-thought", random.Next(2) == 0 ? "gemini:S" : "dropped-proof"));
            parts.Insert(random.Next(parts.Count + 1), new ReasoningPart("dropped-thought", random.Next(2) == 0 ? "gemini:T" : null));
        }

        foreach (var feature in Enum.GetValues<ConversationFeature>())
            request.Note(feature, "x");
    }

    private static void CheckContents(JsonElement contents, string model)
    {
        var last = "";
        var calls = 0;
        foreach (var content in contents.EnumerateArray())
        {
            var role = content.GetProperty("role").GetString()!;
            role.ShouldBeOneOf("user", "model");
            role.ShouldNotBe(last);
            last = role;
            var parts = content.GetProperty("parts").EnumerateArray().ToList();
            parts.ShouldNotBeEmpty();
            var called = parts.FindAll(part => part.TryGetProperty("functionCall", out _));
            parts.Count(part => part.TryGetProperty("functionResponse", out _)).ShouldBe(role == "user" ? calls : 0);
            if (role == "user")
                parts.Exists(part => part.TryGetProperty("thoughtSignature", out _)).ShouldBeFalse();
            calls = called.Count;
            if (calls > 0 && model.Contains("-3", StringComparison.Ordinal))
                called[0].TryGetProperty("thoughtSignature", out _).ShouldBeTrue();
        }
    }

    private static void CheckOmitted(JsonElement config, IReadOnlyList<ConversationFeature> omitted)
    {
        string[] gone = [.. omitted.SelectMany<ConversationFeature, string>(feature => feature switch
        {
            ConversationFeature.Temperature => ["temperature"],
            ConversationFeature.TopP => ["topP"],
            ConversationFeature.TopK => ["topK"],
            ConversationFeature.Penalties => ["presencePenalty", "frequencyPenalty"],
            ConversationFeature.JsonSchema => ["responseMimeType", "responseJsonSchema"],
            ConversationFeature.ReasoningEffort => ["thinkingConfig"],
            _ => [],
        })];
        config.EnumerateObject().Select(member => member.Name).Intersect(gone).ShouldBeEmpty();
    }
}
