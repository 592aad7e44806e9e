using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesConversationReaderTests
{
    [Fact]
    public void A_plain_request_is_a_turn_of_the_user()
    {
        var request = Messages.Request(Messages.Body("""[{"role":"user","content":"Hi"}]""", "\"stream\":true"));

        request.Turns.ShouldHaveSingleItem().Role.ShouldBe(TurnRole.User);
        request.Turns[0].Parts.ShouldBe([new TextPart("Hi")]);
        (request.MaxOutputTokens, request.Stream, request.Uses.Count).ShouldBe((4096, true, 0));
    }

    [Fact]
    public void The_system_blocks_are_one_turn_with_a_part_for_each()
    {
        var request = Messages.Request(Messages.Body(
            """[{"role":"user","content":"Hi"}]""",
            """
            "system":[{"type":"text","text":"x-anthropic-billing-header: a"},{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral","ttl":"1h"}}]
            """));

        request.Turns[0].Role.ShouldBe(TurnRole.System);
        request.Turns[0].Parts.ShouldBe([
            new TextPart("x-anthropic-billing-header: a"),
            new TextPart("Be brief.") { Cache = new CacheBreakpoint("1h") }]);
        request.Uses.ShouldBe([new FeatureUse(ConversationFeature.CacheControl, "system.1.cache_control")]);
    }

    [Fact]
    public void Instructions_after_the_user_are_a_turn_of_their_own_as_Claude_Code_sends_them()
    {
        var request = Messages.Request(Messages.Body(
            """[{"role":"user","content":"Hi"},{"role":"system","content":[{"type":"text","text":"A"}]},{"role":"assistant","content":"Yes"},{"role":"system","content":"B"}]"""));

        request.Turns.Select(turn => turn.Role).ShouldBe([TurnRole.User, TurnRole.System, TurnRole.Assistant, TurnRole.System]);
        request.Uses.ShouldBe([
            new FeatureUse(ConversationFeature.LateInstructions, "messages.1"), new FeatureUse(ConversationFeature.LateInstructions, "messages.3")]);
    }

    [Fact]
    public void Results_of_tools_become_a_turn_before_the_rest_of_the_message_R62()
    {
        var request = Messages.Request(Messages.Body(
            """
            [{"role":"user","content":"Look"},
             {"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"s"},{"type":"redacted_thinking","data":"r"},
               {"type":"tool_use","id":"t1","name":"see","input":{ "a" : [1, "x y"] }}]},
             {"role":"user","content":[{"type":"text","text":"Here"},
               {"type":"tool_result","tool_use_id":"t1","is_error":true,"content":[{"type":"text","text":"pic"},
                 {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                 {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"}}]}]}]
            """));

        request.Turns.Select(turn => turn.Role).ShouldBe([TurnRole.User, TurnRole.Assistant, TurnRole.Tool, TurnRole.User]);
        request.Turns[1].Parts.ShouldBe([
            new ReasoningPart("Hm", "s"), new ReasoningPart("", "r") { IsRedacted = true }, new ToolCallPart("t1", "see", """{"a":[1,"x y"]}""")]);
        var result = request.Turns[2].Parts.ShouldHaveSingleItem().ShouldBeOfType<ToolResultPart>();
        (result.CallId, result.IsError).ShouldBe(("t1", true));
        result.Parts.ShouldBe([new TextPart("pic"), new ImagePart(MediaSource.Inline("image/png", "AAAA"), null), new DocumentPart(MediaSource.Inline("application/pdf", "JVBE"), null)]);
        request.HasUse(ConversationFeature.ToolResultImage).ShouldBeTrue();
        request.HasUse(ConversationFeature.ToolResultDocument).ShouldBeTrue();
        request.HasUse(ConversationFeature.ToolResultError).ShouldBeTrue();
    }

    [Fact]
    public void Documents_of_every_source_are_read()
    {
        var request = Messages.Request(Messages.Body(
            """
            [{"role":"user","content":[
              {"type":"document","title":"T","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"}},
              {"type":"document","source":{"type":"text","media_type":"text/plain","data":"é"}},
              {"type":"document","source":{"type":"url","url":"https://a/b.pdf"},"citations":{"enabled":true}},
              {"type":"document","source":{"type":"file","file_id":"f1"}},
              {"type":"document","source":{"type":"content","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}},
              {"type":"image","source":{"type":"url","url":"https://a/b.png"}},
              {"type":"image","source":{"type":"file","file_id":"f2"}}]}]
            """));

        request.Turns[0].Parts.ShouldBe([
            new DocumentPart(MediaSource.Inline("application/pdf", "JVBE"), "T"),
            new DocumentPart(MediaSource.Inline("text/plain", "w6k="), null),
            new DocumentPart(MediaSource.AtUrl("https://a/b.pdf"), null),
            new DocumentPart(MediaSource.File("f1"), null),
            new DocumentPart(MediaSource.Inline("text/plain", "YQpi"), null),
            new ImagePart(MediaSource.AtUrl("https://a/b.png"), null),
            new ImagePart(MediaSource.File("f2"), null)]);
        request.Uses.Select(use => use.Feature).Distinct().ShouldBe(
            [ConversationFeature.DocumentInline, ConversationFeature.DocumentUrl, ConversationFeature.Citations, ConversationFeature.DocumentFile,
                ConversationFeature.ImageUrl, ConversationFeature.ImageFile], ignoreOrder: true);
    }

    [Fact]
    public void Tools_without_a_type_are_functions_and_typed_ones_are_the_providers()
    {
        var request = Messages.Request(Messages.Body(
            """[{"role":"user","content":"Hi"}]""",
            """
            "tools":[{"name":"a","description":"d","input_schema":{"type":"object"},"defer_loading":true,"cache_control":{"type":"ephemeral"}},
              {"type":"custom","name":"b","input_schema":{"type":"object"},"strict":true},{"type":"web_search_20250305","name":"web_search"}],
            "tool_choice":{"type":"tool","name":"b","disable_parallel_tool_use":true},"mcp_servers":[],"container":"c"
            """));

        request.Tools.Select(tool => (tool.Name, tool.Strict, tool.Cache is not null)).ShouldBe([("a", null, true), ("b", true, false)]);
        (request.ToolChoice, request.ParallelToolCalls).ShouldBe((ToolChoice.Named("b"), false));
        request.Uses.ShouldBe([
            new FeatureUse(ConversationFeature.Tools, "tools"), new FeatureUse(ConversationFeature.Unknown, "tools.0.defer_loading"),
            new FeatureUse(ConversationFeature.CacheControl, "tools.0.cache_control"), new FeatureUse(ConversationFeature.StrictTools, "tools.1.strict"),
            new FeatureUse(ConversationFeature.HostedTools, "tools.2"), new FeatureUse(ConversationFeature.ForcedTool, "tool_choice"),
            new FeatureUse(ConversationFeature.ParallelToolCalls, "tool_choice.disable_parallel_tool_use"),
            new FeatureUse(ConversationFeature.HostedTools, "container")], ignoreOrder: true);
    }

    [Fact]
    public void Settings_are_read_and_fields_of_betas_are_noted_but_never_refused()
    {
        var request = Messages.Request(Messages.Body(
            """[{"role":"user","content":"Hi"},{"role":"assistant","content":"{"}]""",
            """
            "temperature":0.5,"top_p":0.9,"top_k":40,"stop_sequences":["END"],"thinking":{"type":"adaptive","display":"omitted"},
            "output_config":{"effort":"high","format":{"type":"json_schema","schema":{"type":"object"}}},"metadata":{"user_id":"{\"a\":1}"},
            "service_tier":"auto","context_management":{"edits":[]},"new_beta_field":{"x":1},"speed":null
            """));

        (request.Temperature, request.TopP, request.TopK, request.User, request.ServiceTier).ShouldBe((0.5, 0.9, 40, "{\"a\":1}", "auto"));
        request.StopSequences.ShouldBe(["END"]);
        request.Reasoning.ShouldBe(new ReasoningRequest { IsAdaptive = true, Effort = "high", Show = false });
        request.Format!.HasSchema.ShouldBeTrue();
        request.Uses.ShouldContain(new FeatureUse(ConversationFeature.Unknown, "new_beta_field"));
        request.Uses.ShouldContain(new FeatureUse(ConversationFeature.Prefill, "messages.1"));
        request.Uses.ShouldContain(new FeatureUse(ConversationFeature.ContextManagement, "context_management"));
    }

    [Fact]
    public void Blocks_of_unknown_kinds_are_noted_and_kept_out_R64()
    {
        var request = Messages.Request(Messages.Body(
            """[{"role":"assistant","content":[{"type":"server_tool_use","id":"x","name":"web_search","input":{}},{"type":"web_search_tool_result","tool_use_id":"x","content":[]}]},{"role":"user","content":"Hi"}]"""));

        request.Turns.ShouldHaveSingleItem().Role.ShouldBe(TurnRole.User);
        request.Uses.ShouldBe([
            new FeatureUse(ConversationFeature.Unknown, "messages.0.content.0"), new FeatureUse(ConversationFeature.Unknown, "messages.0.content.1")]);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}]}""", "max_tokens")]
    [InlineData("""{"max_tokens":0,"messages":[{"role":"user","content":"Hi"}]}""", "max_tokens")]
    [InlineData("""{"max_tokens":1}""", "messages")]
    [InlineData("""{"max_tokens":1,"messages":[]}""", "messages")]
    [InlineData("""{"max_tokens":1,"messages":[1]}""", "messages.0")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"bot","content":"Hi"}]}""", "messages.0.role")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user"}]}""", "messages.0.content")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":[{"type":7}]}]}""", "messages.0.content.0.type")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages.0.content.0.text")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_use","id":"a","name":"b","input":{}}]}]}""", "messages.0.content.0.type")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"gone"}]}]}""", "messages.0.content.0.tool_use_id")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"file:///etc/passwd"}}]}]}""", "messages.0.content.0.source.url")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"url","url":"a.pdf"}}]}]}""", "messages.0.content.0.source.url")]
    [InlineData("""{"max_tokens":1,"system":1,"messages":[{"role":"user","content":"Hi"}]}""", "system")]
    [InlineData("""{"max_tokens":1,"thinking":{"type":"enabled"},"messages":[{"role":"user","content":"Hi"}]}""", "thinking.budget_tokens")]
    [InlineData("""{"max_tokens":1,"tools":[{}],"messages":[{"role":"user","content":"Hi"}]}""", "tools.0.name")]
    [InlineData("""{"max_tokens":1,"tool_choice":{"type":"all"},"messages":[{"role":"user","content":"Hi"}]}""", "tool_choice.type")]
    [InlineData("""{"max_tokens":1,"tool_choice":{"type":"any"},"messages":[{"role":"user","content":"Hi"}]}""", "tool_choice")]
    [InlineData("""{"max_tokens":1,"tool_choice":{"type":"any"},"tools":[{"type":"bash_20250124","name":"bash"}],"messages":[{"role":"user","content":"Hi"}]}""", "tool_choice")]
    [InlineData("""{"max_tokens":1,"tool_choice":{"type":"tool","name":"bash"},"tools":[{"type":"bash_20250124","name":"bash"},{"name":"f"}],"messages":[{"role":"user","content":"Hi"}]}""", "tool_choice.name")]
    [InlineData("""{"max_tokens":1,"temperature":"warm","messages":[{"role":"user","content":"Hi"}]}""", "temperature")]
    [InlineData("""[]""", null)]
    public void What_is_wrong_is_told_with_its_place(string body, string? param)
    {
        var defect = Messages.Defect(body, out _);

        defect.ShouldNotBeNull().Param.ShouldBe(param);
        if (param is not null)
            defect.Message.ShouldContain($"\"{param}\"");
    }

    [Theory]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":"\ud800"}],"\ud800x":1}""")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":"a"}],"tools":[{"name":"\ud800","input_schema":{"\ud800":"\ud800"}}]}""")]
    [InlineData("""{"max_tokens":1e3,"temperature":1e999,"messages":[{"role":"user","content":"a"}]}""")]
    public void Halves_of_surrogate_pairs_and_endless_numbers_do_not_throw(string body) =>
        Should.NotThrow(() => Messages.Defect(body, out var request) is null ? Messages.Write(request) : "");
}
