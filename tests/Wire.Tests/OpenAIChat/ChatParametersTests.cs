using Signalbox.Wire.Conversation;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatParametersTests
{
    [Fact]
    public void Parameters_are_read_and_noted()
    {
        var request = ChatDialect.ReadWith("""
            "max_tokens":10,"max_completion_tokens":20,"temperature":0.5,"top_p":0.9,"top_k":40,"frequency_penalty":1,"presence_penalty":-1,
            "seed":7,"stop":["a","b"],"user":"u","prompt_cache_key":"k","verbosity":"low","service_tier":"flex","metadata":{"a":"b"},
            "stream":true,"stream_options":{"include_usage":true},"parallel_tool_calls":false,"reasoning_effort":"low"
            """);

        request.MaxOutputTokens.ShouldBe(20);
        request.Temperature.ShouldBe(0.5);
        request.TopP.ShouldBe(0.9);
        request.TopK.ShouldBe(40);
        request.FrequencyPenalty.ShouldBe(1);
        request.PresencePenalty.ShouldBe(-1);
        request.Seed.ShouldBe(7);
        request.StopSequences.ShouldBe(["a", "b"]);
        request.User.ShouldBe("u");
        request.PromptCacheKey.ShouldBe("k");
        request.Verbosity.ShouldBe("low");
        request.ServiceTier.ShouldBe("flex");
        request.Metadata.GetRawText().ShouldBe("""{"a":"b"}""");
        request.Stream.ShouldBeTrue();
        request.IncludeUsage.ShouldBeTrue();
        request.ParallelToolCalls.ShouldBe(false);
        request.Reasoning.ShouldBe(new ReasoningRequest { Effort = "low" });
        request.Uses().ShouldBe(
        [
            "Temperature temperature", "TopP top_p", "TopK top_k", "Penalties frequency_penalty", "Penalties presence_penalty", "Seed seed",
            "StopSequences stop", "User user", "PromptCacheKey prompt_cache_key", "Verbosity verbosity", "ServiceTier service_tier",
            "Metadata metadata", "ParallelToolCalls parallel_tool_calls", "ReasoningEffort reasoning_effort",
        ]);
    }

    [Fact]
    public void What_equals_the_default_or_is_null_is_no_use() => ChatDialect.ReadWith("""
        "n":1,"logprobs":false,"top_logprobs":0,"parallel_tool_calls":true,"store":false,"service_tier":"auto","tool_choice":"auto",
        "temperature":null,"seed":null,"tools":[],"response_format":{"type":"text"},"logit_bias":{},"modalities":["text"],"metadata":{},
        "frequency_penalty":0,"presence_penalty":0.0,"stop":null,"x":null,"stream":false,"stream_options":null,"functions":null
        """).Uses.ShouldBeEmpty();

    [Theory]
    [InlineData("\"n\":2", "Choices n")]
    [InlineData("\"logprobs\":true", "Logprobs logprobs")]
    [InlineData("\"top_logprobs\":3", "Logprobs top_logprobs")]
    [InlineData("\"logit_bias\":{\"1\":-100}", "LogitBias logit_bias")]
    [InlineData("\"store\":true", "Store store")]
    [InlineData("\"prediction\":{\"type\":\"content\"}", "Prediction prediction")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "AudioOutput modalities")]
    [InlineData("\"audio\":{\"voice\":\"a\"}", "AudioOutput audio")]
    [InlineData("\"web_search_options\":{}", "HostedTools web_search_options")]
    [InlineData("\"tools\":[{\"type\":\"web_search\"}]", "HostedTools tools[0]")]
    [InlineData("\"tool_choice\":\"none\"", "DisabledTools tool_choice")]
    [InlineData("\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[]}}", "AllowedTools tool_choice.allowed_tools")]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", "JsonMode response_format")]
    [InlineData("\"response_format\":{\"type\":\"lark\"}", "Unknown response_format")]
    [InlineData("\"safety_identifier\":\"u\"", "User safety_identifier")]
    [InlineData("\"guided_regex\":\".*\"", "Unknown guided_regex")]
    [InlineData("\"a\\u0000b\":1", "Unknown (unnamed)")]
    [InlineData("\"stream_options\":{\"x\":1}", "Unknown stream_options.x")]
    public void Each_feature_is_noted_with_its_field(string field, string use) => ChatDialect.ReadWith(field).Uses().ShouldBe([use]);

    [Fact]
    public void Tools_of_every_kind_are_read()
    {
        var request = ChatDialect.ReadWith("""
            "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}},
                     {"type":"custom","custom":{"name":"g","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"start: x"}}}},
                     {"type":"web_search"}],
            "tool_choice":{"type":"custom","custom":{"name":"g"}}
            """);

        request.Tools.Select(tool => (tool.Name, tool.Description, tool.IsCustom, tool.Strict)).ShouldBe([("f", "d", false, true), ("g", null, true, null)]);
        request.Tools[1].Grammar.GetProperty("grammar").GetProperty("syntax").GetString().ShouldBe("lark");
        request.ToolChoice.ShouldBe(ToolChoice.Named("g"));
        request.Uses().ShouldBe(
            ["StrictTools tools[0].function.strict", "CustomTools tools[1]", "HostedTools tools[2]", "Tools tools", "ForcedTool tool_choice"]);
    }

    [Theory]
    [InlineData("\"user\":\"u\",\"safety_identifier\":\"s\"", true)]
    [InlineData("\"safety_identifier\":\"s\",\"user\":\"u\"", true)]
    [InlineData("\"safety_identifier\":\"s\",\"user\":\"s\"", false)]
    public void Another_user_beside_the_identifier_is_named_as_left_out(string fields, bool isNamed)
    {
        var request = ChatDialect.ReadWith(fields);

        request.EndUser.ShouldBe("s");
        request.Uses().Contains("Unknown user").ShouldBe(isNamed);
        ((string?)ChatDialect.Write(request)["user"]).ShouldBe("s");
    }

    [Theory]
    [InlineData("auto", ToolChoiceMode.Auto)]
    [InlineData("required", ToolChoiceMode.Required)]
    public void Tools_that_are_not_allowed_are_left_out_whatever_the_order_of_the_fields(string mode, ToolChoiceMode read)
    {
        var request = ChatDialect.ReadWith($$"""
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"{{mode}}","tools":[{"type":"custom","custom":{"name":"g"} },{"type":"function","function":{"name":"f"} }]} },
            "tools":[{"type":"function","function":{"name":"f"} },{"type":"function","function":{"name":"h"} },{"type":"custom","custom":{"name":"g"} }]
            """);

        request.Tools.Select(tool => tool.Name).ShouldBe(["f", "g"]);
        request.ToolChoice.ShouldBe(new ToolChoice(read) { IsAmongAllowed = true });
        request.HasUse(ConversationFeature.AllowedTools).ShouldBeTrue();
    }

    [Theory]
    [InlineData("{}", "tool_choice.allowed_tools")]
    [InlineData("{\"mode\":\"none\",\"tools\":[]}", "tool_choice.allowed_tools.mode")]
    [InlineData("{\"mode\":\"required\",\"tools\":[]}", "tool_choice.allowed_tools")]
    [InlineData("{\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]}", "tool_choice.allowed_tools.tools[0].function.name")]
    [InlineData("{\"mode\":\"auto\",\"tools\":[\"f\"]}", "tool_choice.allowed_tools.tools[0].type")]
    public void Allowed_tools_that_are_none_of_the_request_are_a_defect(string allowed, string param) => ChatDialect.TryRead(
        $$$"""
        {"model":"m","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f"}}],
         "tool_choice":{"type":"allowed_tools","allowed_tools":{{{allowed}}}}}
        """, out _).ShouldNotBeNull().Param.ShouldBe(param);

    [Fact]
    public void A_schema_for_the_answer_is_read()
    {
        var format = ChatDialect.ReadWith("""
            "response_format":{"type":"json_schema","json_schema":{"name":"a","description":"d","strict":true,"schema":{"type":"object"}}}
            """).Format.ShouldNotBeNull();

        format.Name.ShouldBe("a");
        format.Description.ShouldBe("d");
        format.Strict.ShouldBe(true);
        format.Schema.GetRawText().ShouldBe("""{"type":"object"}""");
    }

    [Fact]
    public void How_much_to_reason_is_read_in_three_spellings()
    {
        Reasoning("\"reasoning_effort\":\"none\"").ShouldBe(new ReasoningRequest { Effort = "none", IsOff = true });
        Reasoning("\"reasoning\":{\"effort\":\"high\",\"exclude\":true}").ShouldBe(new ReasoningRequest { Effort = "high", Show = false });
        Reasoning("\"reasoning\":{\"max_tokens\":900}").ShouldBe(new ReasoningRequest { BudgetTokens = 900 });
        Reasoning("\"reasoning\":{\"enabled\":false}").ShouldBe(new ReasoningRequest { IsOff = true });
        Reasoning("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":900}").ShouldBe(new ReasoningRequest { BudgetTokens = 900 });
        Reasoning("\"thinking\":{\"type\":\"disabled\"}").ShouldBe(new ReasoningRequest { IsOff = true });
    }

    [Theory]
    [InlineData("\"max_tokens\":\"9\"", "max_tokens")]
    [InlineData("\"max_tokens\":0", "max_tokens")]
    [InlineData("\"max_tokens\":1e400", "max_tokens")]
    [InlineData("\"max_completion_tokens\":1.5", "max_completion_tokens")]
    [InlineData("\"temperature\":1e999", "temperature")]
    [InlineData("\"temperature\":\"hot\"", "temperature")]
    [InlineData("\"seed\":99999999999999999999999999", "seed")]
    [InlineData("\"stop\":5", "stop")]
    [InlineData("\"stop\":[5]", "stop[0]")]
    [InlineData("\"n\":0", "n")]
    [InlineData("\"logit_bias\":[]", "logit_bias")]
    [InlineData("\"stream\":\"yes\"", "stream")]
    [InlineData("\"stream_options\":7", "stream_options")]
    [InlineData("\"stream_options\":{\"include_usage\":1}", "stream_options.include_usage")]
    [InlineData("\"user\":7", "user")]
    [InlineData("\"metadata\":\"a\"", "metadata")]
    [InlineData("\"modalities\":\"text\"", "modalities")]
    [InlineData("\"reasoning_effort\":\"immense\"", "reasoning_effort")]
    [InlineData("\"reasoning\":\"high\"", "reasoning")]
    [InlineData("\"thinking\":{\"type\":\"maybe\"}", "thinking.type")]
    [InlineData("\"response_format\":{}", "response_format.type")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\"}", "response_format.json_schema")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":true}}", "response_format.json_schema.schema")]
    [InlineData("\"tools\":{}", "tools")]
    [InlineData("\"tools\":[1]", "tools[0]")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"name\":\"f\"}]", "tools[0].function")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"\"}}]", "tools[0].function.name")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":[]}}]", "tools[0].function.parameters")]
    [InlineData("\"tool_choice\":\"f\"", "tool_choice")]
    [InlineData("\"tool_choice\":{\"type\":\"function\"}", "tool_choice.function.name")]
    [InlineData("\"tool_choice\":[]", "tool_choice")]
    [InlineData("\"tool_choice\":\"required\"", "tool_choice")]
    [InlineData("\"tool_choice\":\"required\",\"tools\":[]", "tool_choice")]
    [InlineData("\"tool_choice\":\"required\",\"tools\":[{\"type\":\"web_search\"}]", "tool_choice")]
    [InlineData("\"tool_choice\":{\"type\":\"web_search\"},\"tools\":[{\"type\":\"web_search\"}]", "tool_choice.type")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"g\"}},\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", "tool_choice.function.name")]
    [InlineData("\"tool_choice\":{\"type\":\"custom\",\"custom\":{\"name\":\"g\"}}", "tool_choice.custom.name")]
    [InlineData("\"function_call\":{\"name\":\"g\"},\"functions\":[{\"name\":\"f\"}]", "function_call.name")]
    public void A_wrong_value_is_a_defect_that_names_the_field(string field, string param)
    {
        var defect = ChatDialect.TryRead($$"""{"model":"m","messages":[{"role":"user","content":"hi"}],{{field}}}""", out _).ShouldNotBeNull();

        defect.Param.ShouldBe(param);
        defect.Message.ShouldContain(param);
    }

    private static ReasoningRequest? Reasoning(string field) => ChatDialect.ReadWith(field).Reasoning;
}
