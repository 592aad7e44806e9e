using System.Text.Json.Nodes;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.OpenAIChat;

/// <summary>What each property of a server's data brings about.</summary>
public sealed class ChatServerQuirksTests
{
    private static readonly ChatServer Plain = ChatServers.Generic;
    private const string Tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true}},{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]";

    [Fact]
    public void The_bound_the_seed_and_the_user_have_the_server_s_names()
    {
        var server = Plain with { BoundField = "max_completion_tokens", SeedField = "random_seed", UserField = "safety_identifier" };

        ChatDialect.Write(ChatDialect.ReadWith("\"max_tokens\":9,\"seed\":7,\"user\":\"ann\""), server: server).ShouldBeJson("""
            {"model":"up","messages":[{"role":"user","content":"hi"}],"safety_identifier":"ann","max_completion_tokens":9,"random_seed":7}
            """);
    }

    [Fact]
    public void What_is_not_taken_is_left_out_and_declared()
    {
        var server = Plain with { SeedField = null, UserField = null, Penalties = false, PromptCacheKey = false, Verbosity = false, ServiceTier = false, MostStops = 0, EffortField = null, HistoryField = null };
        var request = ChatDialect.ReadWith("\"seed\":7,\"user\":\"ann\",\"presence_penalty\":1,\"prompt_cache_key\":\"k\",\"verbosity\":\"low\",\"service_tier\":\"flex\",\"stop\":\"x\",\"reasoning_effort\":\"low\"");

        ChatDialect.Write(request, server: server).ShouldBeJson("""{"model":"up","messages":[{"role":"user","content":"hi"}]}""");
        ChatConversationWriter.Omits(request, server).ShouldBe(request.Uses.Select(use => use.Feature));
        ChatConversationWriter.Omits(request, Plain).ShouldBeEmpty();
    }

    [Fact]
    public void Top_k_goes_to_whoever_takes_it_and_is_dropped_for_others()
    {
        var request = ChatDialect.ReadWith("\"top_k\":5");

        ChatDialect.Write(request, server: Plain with { TopK = true })["top_k"].ShouldBeJson("5");
        ChatDialect.Write(request)["top_k"].ShouldBeNull();
        ChatRules.For(ConversationFeature.TopK, Plain with { TopK = true }).Treatment.ShouldBe(FeatureTreatment.Kept);
        ChatRules.For(ConversationFeature.TopK, Plain).Treatment.ShouldBe(FeatureTreatment.Dropped);
    }

    [Fact]
    public void A_temperature_above_the_server_s_most_is_that()
    {
        var server = Plain with { MostTemperature = 1 };

        ChatDialect.Write(ChatDialect.ReadWith("\"temperature\":1.5"), server: server)["temperature"].ShouldBeJson("1");
        ChatDialect.Write(ChatDialect.ReadWith("\"temperature\":0.5"), server: server)["temperature"].ShouldBeJson("0.5");
        ChatDialect.Write(ChatDialect.ReadWith("\"top_p\":0.5"), server: server)["temperature"].ShouldBeNull();
    }

    [Fact]
    public void Stop_sequences_beyond_the_server_s_most_are_left_out_and_declared()
    {
        var request = ChatDialect.ReadWith("\"stop\":[\"a\",\"b\",\"c\"]");

        ChatDialect.Write(request, server: Plain with { MostStops = 2 })["stop"].ShouldBeJson("""["a","b"]""");
        ChatConversationWriter.Omits(request, Plain with { MostStops = 2 }).ShouldBe([ConversationFeature.StopSequences]);
        ChatConversationWriter.Omits(request, Plain with { MostStops = 3 }).ShouldBeEmpty();
    }

    [Fact]
    public void Names_details_and_null_content_go_only_where_they_are_taken()
    {
        var server = Plain with { ParticipantNames = false, ImageDetail = false, NullContent = false };
        var request = ChatDialect.ReadMessages("""
            {"role":"user","name":"ann","content":[{"type":"image_url","image_url":{"url":"https://e.test/a.png","detail":"low"}}]},
            {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"1","content":"ok"}
            """);

        var messages = ChatDialect.Write(request, server: server)["messages"]!;

        messages[0].ShouldBeJson("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://e.test/a.png"}}]}""");
        messages[1]!["content"].ShouldBeJson("\"\"");
        ChatConversationWriter.Omits(request, server).ShouldBe([ConversationFeature.ParticipantName, ConversationFeature.ImageDetail], ignoreOrder: true);
    }

    [Fact]
    public void An_image_by_address_is_refused_where_images_go_inline_only()
    {
        var request = ChatDialect.ReadMessages("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://e.test/a.png"}}]}""");

        ChatRules.For(Plain with { ImageAddresses = false, Title = "Ollama" }).Judge(request, out _)!.Message.ShouldContain("Ollama takes images inline only.");
        ChatRules.For(Plain).Judge(request, out _).ShouldBeNull();
    }

    [Fact]
    public void Where_roles_alternate_late_instructions_and_repeated_turns_are_joined()
    {
        var request = ChatDialect.ReadMessages("""
            {"role":"system","content":"a"},{"role":"developer","content":"b"},{"role":"user","content":"c"},{"role":"system","content":"d"},{"role":"user","content":"e"},{"role":"assistant","content":"f"}
            """);

        ChatDialect.Write(request, server: Plain with { FreeOrder = false })["messages"].ShouldBeJson("""
            [{"role":"system","content":"a"},{"role":"system","content":"b"},{"role":"user","content":"c\n\nd\n\ne"},{"role":"assistant","content":"f"}]
            """);
        ChatRules.For(ConversationFeature.LateInstructions, Plain with { FreeOrder = false }).Treatment.ShouldBe(FeatureTreatment.Emulated);
    }

    [Theory]
    [InlineData(ChatPrefill.Unsaid, null, null)]
    [InlineData(ChatPrefill.Prefix, "prefix", null)]
    [InlineData(ChatPrefill.Partial, "partial", null)]
    [InlineData(ChatPrefill.ContinueFinalMessage, null, "continue_final_message")]
    public void The_beginning_of_an_answer_is_marked_as_the_server_wants(ChatPrefill prefill, string? onMessage, string? onRequest)
    {
        var begun = ChatDialect.ReadMessages("""{"role":"user","content":"a"},{"role":"assistant","content":"b"}""");
        var ended = ChatDialect.ReadMessages("""{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}""");

        var written = ChatDialect.Write(begun, server: Plain with { Prefill = prefill });

        written["messages"]![1]!.AsObject().Select(member => member.Key).Except(["role", "content"]).SingleOrDefault().ShouldBe(onMessage);
        written.AsObject().Select(member => member.Key).Except(["model", "messages", "add_generation_prompt"]).SingleOrDefault().ShouldBe(onRequest);
        ChatDialect.WriteText(ended, server: Plain with { Prefill = prefill }).ShouldBe(ChatDialect.WriteText(ended));
    }

    [Theory]
    [InlineData("\"required\"", ChatForcedTool.Choice, "any", "\"any\"", 2)]
    [InlineData("\"required\"", ChatForcedTool.Word, "required", "\"required\"", 2)]
    [InlineData("{\"type\":\"function\",\"function\":{\"name\":\"g\"}}", ChatForcedTool.Choice, "any", "{\"type\":\"function\",\"function\":{\"name\":\"g\"}}", 2)]
    [InlineData("{\"type\":\"function\",\"function\":{\"name\":\"g\"}}", ChatForcedTool.Word, "required", "\"required\"", 1)]
    [InlineData("{\"type\":\"function\",\"function\":{\"name\":\"g\"}}", ChatForcedTool.Instruction, "required", "null", 1)]
    [InlineData("\"required\"", ChatForcedTool.Instruction, "required", "null", 2)]
    public void A_tool_is_forced_as_the_server_can_be_told(string choice, ChatForcedTool way, string word, string sent, int tools)
    {
        var server = Plain with { ForcedTool = way, ForcedToolWord = word };
        var written = ChatDialect.Write(ChatDialect.ReadWith($"{Tools},\"tool_choice\":{choice}"), server: server);

        JsonNode.DeepEquals(written["tool_choice"], JsonNode.Parse(sent)).ShouldBeTrue(written.ToJsonString());
        written["tools"]!.AsArray().Count.ShouldBe(tools);
        ((string?)written["messages"]![0]!["role"]).ShouldBe(way == ChatForcedTool.Instruction ? "system" : "user");
        ChatRules.For(ConversationFeature.ForcedTool, server).Treatment.ShouldBe(way switch
        {
            ChatForcedTool.Choice => FeatureTreatment.Kept,
            ChatForcedTool.Word => FeatureTreatment.Mapped,
            _ => FeatureTreatment.Emulated,
        });
    }

    [Fact]
    public void What_the_model_is_told_stands_at_the_end_of_its_first_instructions()
    {
        var request = ChatDialect.Read($$$"""
            {"model":"m","messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"hi"}],{{{Tools}}},"tool_choice":{"type":"function","function":{"name":"g"} } }
            """);

        ((string?)ChatDialect.Write(request, server: Plain with { ForcedTool = ChatForcedTool.Instruction })["messages"]![0]!["content"])
            .ShouldBe("Be brief.\n\nCall the tool \"g\" now. Do not answer without a call.");
    }

    [Fact]
    public void A_forced_tool_switches_thinking_off_where_both_are_refused()
    {
        var server = Plain with { ForcedToolEndsThinking = true, ThinkingSwitch = ChatThinkingSwitch.Thinking };
        var forced = ChatDialect.ReadWith($"{Tools},\"tool_choice\":\"required\",\"reasoning_effort\":\"high\"");
        var free = ChatDialect.ReadWith($"{Tools},\"reasoning_effort\":\"high\"");

        var written = ChatDialect.Write(forced, server: server);

        (written["reasoning_effort"], (string?)written["thinking"]!["type"], (string?)written["tool_choice"]).ShouldBe((null, "disabled", "required"));
        ChatConversationWriter.Omits(forced, server).ShouldBe([ConversationFeature.ReasoningEffort]);
        ((string?)ChatDialect.Write(free, server: server)["reasoning_effort"]).ShouldBe("high");
        ChatConversationWriter.Omits(free, server).ShouldBeEmpty();
    }

    [Fact]
    public void Tools_that_must_not_be_called_are_left_out_where_there_is_no_none()
    {
        var request = ChatDialect.ReadWith($"{Tools},\"tool_choice\":\"none\"");

        ChatDialect.Write(request, server: Plain with { DisabledTools = false }).ShouldBeJson("""{"model":"up","messages":[{"role":"user","content":"hi"}]}""");
        ((string?)ChatDialect.Write(request)["tool_choice"]).ShouldBe("none");
    }

    [Fact]
    public void Strictness_and_parallel_calls_go_only_where_they_are_taken()
    {
        var server = Plain with { StrictTools = false, ParallelToolCalls = false };
        var request = ChatDialect.ReadWith($"{Tools},\"parallel_tool_calls\":false");

        var written = ChatDialect.Write(request, server: server);

        written["tools"]!.ToJsonString().ShouldNotContain("strict");
        written["parallel_tool_calls"].ShouldBeNull();
        ChatConversationWriter.Omits(request, server).ShouldBe([ConversationFeature.StrictTools, ConversationFeature.ParallelToolCalls], ignoreOrder: true);
    }

    [Fact]
    public void Ids_of_calls_have_the_server_s_form_and_call_and_result_agree()
    {
        static string Exchange(string id) => $$$"""
            {"role":"assistant","content":null,"tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"{{{id}}}","content":"ok"}
            """;
        var request = ChatDialect.ReadMessages($$"""{"role":"user","content":"a"},{{Exchange("call_1")}},{{Exchange("abcDEF123")}},{{Exchange("toolu_a_very_long_one")}}""");
        var server = Plain with { CallIdLength = 9 };

        var messages = ChatDialect.Write(request, server: server)["messages"]!.AsArray();

        var calls = messages.Where(message => message!["tool_calls"] is not null).Select(message => (string)message!["tool_calls"]![0]!["id"]!).ToList();
        calls.ShouldAllBe(id => id.Length == 9 && id.All(char.IsAsciiLetterOrDigit));
        calls[1].ShouldBe("abcDEF123");
        calls.Distinct().Count().ShouldBe(3);
        messages.Where(message => message!["tool_call_id"] is not null).Select(message => (string)message!["tool_call_id"]!).ShouldBe(calls);
        ChatDialect.WriteText(request, server: server).ShouldBe(ChatDialect.WriteText(request, server: server));
    }

    [Fact]
    public void A_schema_is_told_to_the_model_where_the_server_knows_none()
    {
        var request = ChatDialect.ReadWith("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"type\":\"object\",\"x\":1}}}");
        var server = Plain with { JsonSchema = false };

        var written = ChatDialect.Write(request, server: server);

        written["response_format"].ShouldBeJson("""{"type":"json_object"}""");
        ((string?)written["messages"]![0]!["content"]).ShouldBe("Answer with one JSON object and nothing else. It must match this JSON schema:\n{\"type\":\"object\",\"x\":1}");
        ChatRules.For(server).Judge(request, out var notes).ShouldBeNull();
        notes!.Emulated.ShouldBe(["response_format"]);
    }

    [Fact]
    public void Any_object_is_asked_for_by_a_schema_where_the_server_knows_nothing_else() =>
        ChatDialect.Write(ChatDialect.ReadWith("\"response_format\":{\"type\":\"json_object\"}"), server: Plain with { JsonObject = false })["response_format"]
            .ShouldBeJson("""{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"}}}""");

    [Theory]
    [InlineData("mistral", "low", "\"reasoning_effort\":\"high\"")]
    [InlineData("deepseek", "xhigh", "\"reasoning_effort\":\"high\"")]
    [InlineData("deepseek", "max", "\"reasoning_effort\":\"max\"")]
    [InlineData("deepseek", "none", "\"thinking\":{\"type\":\"disabled\"}")]
    [InlineData("openrouter", "xhigh", "\"reasoning\":{\"effort\":\"xhigh\"}")]
    [InlineData("openrouter", "none", "\"reasoning\":{\"effort\":\"none\"}")]
    [InlineData("vllm", "high", "\"chat_template_kwargs\":{\"enable_thinking\":true,\"thinking\":true},\"reasoning_effort\":\"high\"")]
    [InlineData("vllm", "none", "\"chat_template_kwargs\":{\"enable_thinking\":false,\"thinking\":false}")]
    [InlineData("qwen", "high", "\"enable_thinking\":true")]
    [InlineData("qwen", "none", "\"enable_thinking\":false")]
    [InlineData("ollama", "none", "\"reasoning_effort\":\"none\"")]
    public void Effort_is_said_in_the_server_s_field_and_words(string name, string effort, string fields) =>
        ChatDialect.Write(ChatDialect.ReadWith($"\"reasoning_effort\":\"{effort}\""), server: ChatServers.Find(name))
            .ShouldBeJson($$"""{"model":"up","messages":[{"role":"user","content":"hi"}],{{fields}}}""");

    [Theory]
    [InlineData("openrouter", "\"reasoning\":{\"max_tokens\":5000}")]
    [InlineData("qwen", "\"enable_thinking\":true,\"thinking_budget\":5000")]
    [InlineData("deepseek", "\"reasoning_effort\":\"high\"")]
    [InlineData("generic", "\"reasoning_effort\":\"medium\"")]
    public void A_budget_is_sent_as_such_or_as_an_effort(string name, string fields)
    {
        var request = ChatDialect.ReadWith("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":5000}");

        ChatDialect.Write(request, server: ChatServers.Find(name)).ShouldBeJson($$"""{"model":"up","messages":[{"role":"user","content":"hi"}],{{fields}}}""");
        ChatConversationWriter.Omits(request, ChatServers.Find(name)!).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("openai", true)]
    [InlineData("tgi", true)]
    [InlineData("deepseek", false)]
    [InlineData("ollama", false)]
    public void Not_to_reason_is_declared_where_it_cannot_be_said(string name, bool isOmitted) =>
        ChatConversationWriter.Omits(ChatDialect.ReadWith("\"reasoning_effort\":\"none\""), ChatServers.Find(name)!).Count.ShouldBe(isOmitted ? 1 : 0);

    [Fact]
    public void Thoughts_go_back_in_the_server_s_field_with_their_proof_where_it_has_room()
    {
        var request = ChatDialect.ReadMessages("""
            {"role":"user","content":"a"},{"role":"assistant","content":"b","thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"redacted_thinking","data":"d"}]}
            """);

        JsonNode Answer(string? field) => ChatDialect.Write(request, server: Plain with { HistoryField = field })["messages"]![1]!;

        Answer("reasoning_content").ShouldBeJson("""{"role":"assistant","content":"b","reasoning_content":"hm"}""");
        Answer("reasoning").ShouldBeJson("""{"role":"assistant","content":"b","reasoning":"hm"}""");
        Answer("reasoning_details").ShouldBeJson("""
            {"role":"assistant","content":"b","reasoning_details":[{"type":"reasoning.text","text":"hm","signature":"s"},{"type":"reasoning.encrypted","data":"d"}]}
            """);
        Answer(null).ShouldBeJson("""{"role":"assistant","content":"b"}""");
    }

    [Theory]
    [InlineData("reasoning_content", true)]
    [InlineData("reasoning", true)]
    [InlineData("reasoning_details", false)]
    public void Thoughts_that_are_withheld_are_named_where_there_is_no_place_for_them(string field, bool named)
    {
        var request = Messages.Request(Messages.Body("""
            [{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"redacted_thinking","data":"d"},{"type":"text","text":"b"}]},{"role":"user","content":"c"}]
            """));
        var open = Messages.Request(Messages.Body("""
            [{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"b"}]},{"role":"user","content":"c"}]
            """));

        ChatConversationWriter.Omits(request, Plain with { HistoryField = field }).ShouldBe(named ? [ConversationFeature.ReasoningHistory] : []);
        ChatConversationWriter.Omits(open, Plain with { HistoryField = field }).ShouldBeEmpty();
    }

    [Fact]
    public void DeepSeek_gets_its_thoughts_back_where_it_called_tools_and_empty_ones_where_there_are_none()
    {
        var request = ChatDialect.ReadMessages("""
            {"role":"user","content":"a"},{"role":"assistant","content":"b","reasoning_content":"idle"},{"role":"user","content":"c"},
            {"role":"assistant","content":null,"reasoning_content":"look","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"1","content":"ok"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"2","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"2","content":"ok"},
            {"role":"assistant","content":"d","reasoning_content":"done"},{"role":"user","content":"e"}
            """);

        var messages = ChatDialect.Write(request, server: ChatServers.Find("deepseek"))["messages"]!.AsArray();

        messages.Where(message => (string?)message!["role"] == "assistant").Select(message => (string?)message!["reasoning_content"]).ShouldBe([null, "look", "", "done"]);
        ChatConversationWriter.Omits(request, ChatServers.Find("deepseek")!).ShouldBe([ConversationFeature.ReasoningHistory]);
    }

    [Fact]
    public void R34_usage_is_not_asked_for_where_the_server_refuses_the_wish()
    {
        var request = ChatDialect.ReadWith("\"stream\":true");

        ChatDialect.Write(request, askForUsage: true, Plain with { StreamUsage = false })["stream_options"].ShouldBeNull();
        ChatDialect.Write(request, askForUsage: true)["stream_options"].ShouldNotBeNull();
    }

    [Fact]
    public void Every_server_has_a_rule_for_every_feature_that_says_something()
    {
        foreach (var server in ChatServers.All)
            ChatRules.For(server).All.ShouldAllBe(rule => rule.Explanation.EndsWith('.') && rule.Explanation.Length > 15);
    }
}
