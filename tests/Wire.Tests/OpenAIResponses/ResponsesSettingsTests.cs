using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesSettingsTests
{
    [Fact]
    public void Settings_are_read_and_noted()
    {
        var request = Responses.Request(Responses.Body("\"Hi\"",
            """
            "max_output_tokens":100,"temperature":0.5,"top_p":1,"top_logprobs":2,"stream":true,"stream_options":{"include_obfuscation":false},
            "user":"u","safety_identifier":"s","metadata":{"k":"v"},"prompt_cache_key":"p","service_tier":"flex","parallel_tool_calls":false,
            "truncation":"auto","store":true,"max_tool_calls":3,"text":{"verbosity":"low"},"include":["reasoning.encrypted_content","file_search_call.results"]
            """));

        (request.MaxOutputTokens, request.Temperature, request.TopP, request.Stream).ShouldBe((100, 0.5, 1, true));
        (request.User, request.EndUser, request.PromptCacheKey, request.ServiceTier, request.Verbosity, request.ParallelToolCalls).ShouldBe(("u", "s", "p", "flex", "low", false));
        request.Metadata.GetRawText().ShouldBe("""{"k":"v"}""");
        request.Uses.ShouldBe(
            [
                new(ConversationFeature.Temperature, "temperature"), new(ConversationFeature.TopP, "top_p"), new(ConversationFeature.Logprobs, "top_logprobs"),
                new(ConversationFeature.User, "user"), new(ConversationFeature.User, "safety_identifier"), new(ConversationFeature.Unknown, "user"), new(ConversationFeature.Metadata, "metadata"),
                new(ConversationFeature.PromptCacheKey, "prompt_cache_key"), new(ConversationFeature.ServiceTier, "service_tier"),
                new(ConversationFeature.ParallelToolCalls, "parallel_tool_calls"), new(ConversationFeature.ContextManagement, "truncation"),
                new(ConversationFeature.Store, "store"), new(ConversationFeature.Unknown, "max_tool_calls"), new(ConversationFeature.Verbosity, "text.verbosity"),
                new(ConversationFeature.Unknown, "include"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void What_asks_for_nothing_special_is_not_noted() =>
        Responses.Request(Responses.Body("\"Hi\"",
            """
            "store":false,"truncation":"disabled","background":false,"service_tier":"auto","metadata":{},"client_metadata":{"a":1},"include":[],"tools":[],
            "previous_response_id":null,"conversation":null,"text":{"format":{"type":"text"}},"temperature":null,"unheard":null,"reasoning":{}
            """)).Uses.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"effort":"high","summary":"auto","context":"all"}""", "high", false, true, "auto")]
    [InlineData("""{"effort":"none"}""", "none", true, null, null)]
    [InlineData("""{"summary":"none"}""", null, false, false, null)]
    [InlineData("""{"effort":null,"generate_summary":"concise"}""", null, false, true, "concise")]
    public void Reasoning_is_read(string reasoning, string? effort, bool isOff, bool? show, string? summary)
    {
        var asked = Responses.Request(Responses.Body("\"Hi\"", $"\"reasoning\":{reasoning}")).Reasoning;

        asked.ShouldBe(new ReasoningRequest { Effort = effort, IsOff = isOff, Show = show, Summary = summary });
    }

    [Fact]
    public void A_schema_is_flat()
    {
        var request = Responses.Request(Responses.Body("\"Hi\"",
            """ "text":{"format":{"type":"json_schema","name":"n","description":"d","strict":true,"schema":{"type":"object"}}} """));

        var format = request.Format.ShouldNotBeNull();
        (format.Name, format.Description, format.Strict, format.Schema.GetRawText()).ShouldBe(("n", "d", true, """{"type":"object"}"""));
        request.Uses.ShouldBe([new FeatureUse(ConversationFeature.JsonSchema, "text.format")]);
    }

    [Fact]
    public void Any_JSON_has_no_schema()
    {
        var request = Responses.Request(Responses.Body("\"Hi\"", """ "text":{"format":{"type":"json_object"}} """));

        request.Format.ShouldNotBeNull().Schema.ValueKind.ShouldBe(JsonValueKind.Undefined);
        request.Uses.ShouldBe([new FeatureUse(ConversationFeature.JsonMode, "text.format")]);
    }

    [Fact]
    public void Probabilities_that_are_asked_for_in_include_are_noted_as_such() =>
        Responses.Request(Responses.Body("\"Hi\"", """ "include":["message.output_text.logprobs"] """)).Uses.ShouldBe([new FeatureUse(ConversationFeature.Logprobs, "include")]);

    [Fact]
    public void Unknown_fields_are_noted_by_name_and_strange_ones_without() =>
        Responses.Request(Responses.Body("\"Hi\"", """ "new_field":1,"text":{"tone":"warm"},"a b\n":2 """)).Uses.ShouldBe([
            new FeatureUse(ConversationFeature.Unknown, "text.tone"), new FeatureUse(ConversationFeature.Unknown, "new_field"),
            new FeatureUse(ConversationFeature.Unknown, "(unnamed)")]);
}
