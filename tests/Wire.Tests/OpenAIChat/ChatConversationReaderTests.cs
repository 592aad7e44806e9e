using Signalbox.Wire.Conversation;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatConversationReaderTests
{
    [Fact]
    public void Messages_become_turns_in_their_order()
    {
        var request = ChatDialect.ReadMessages("""
            {"role":"system","content":"Be brief."},{"role":"developer","content":"In German."},
            {"role":"user","content":[{"type":"text","text":"Weather?"},{"type":"text","text":"Ulm."}],"name":"ann"},
            {"role":"assistant","content":"Moment.","reasoning_content":"Ask the tool.","refusal":null,
             "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
                           {"id":"b","type":"custom","custom":{"name":"g","input":"raw"}}]},
            {"role":"tool","tool_call_id":"a","content":"sun"},{"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"rain"}]},
            {"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},
            {"role":"user","content":"Go on."}
            """);

        request.Turns.Select(turn => turn.Role).ShouldBe(
            [TurnRole.System, TurnRole.Developer, TurnRole.User, TurnRole.Assistant, TurnRole.Tool, TurnRole.Assistant, TurnRole.User]);
        request.Turns[2].Name.ShouldBe("ann");
        request.Turns[2].Parts.ShouldBe([new TextPart("Weather?"), new TextPart("Ulm.")]);
        request.Turns[3].Parts.ShouldBe(
        [
            new ReasoningPart("Ask the tool.", null),
            new TextPart("Moment."),
            new ToolCallPart("a", "f", "{\"x\":1}"),
            new ToolCallPart("b", "g", "raw") { IsCustom = true },
        ]);
        request.Turns[4].Parts.Cast<ToolResultPart>().Select(part => (part.CallId, Text: ((TextPart)part.Parts[0]).Text))
            .ShouldBe([("a", "sun"), ("b", "rain")]);
        request.Turns[5].Parts.ShouldBe([new RefusalPart("No.")]);
        request.Uses().ShouldBe(
        [
            "ParticipantName messages[2].name", "ReasoningHistory messages[3].reasoning_content", "CustomTools messages[3].tool_calls[1]",
        ]);
    }

    [Fact]
    public void Media_are_read_from_addresses_and_data_urls_and_noted_where_they_stand()
    {
        var request = ChatDialect.ReadMessages("""
            {"role":"user","content":[
              {"type":"image_url","image_url":{"url":"https://e.test/a.png","detail":"low"}},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
              {"type":"input_audio","input_audio":{"data":"BBBB","format":"wav"}},
              {"type":"file","file":{"file_data":"data:application/pdf;base64,CCCC","filename":"a.pdf"}},
              {"type":"file","file":{"file_id":"file-1"}},
              {"type":"hologram"}]}
            """);

        request.Turns[0].Parts.ShouldBe(
        [
            new ImagePart(MediaSource.AtUrl("https://e.test/a.png"), "low"),
            new ImagePart(MediaSource.Inline("image/png", "AAAA"), null),
            new AudioPart("BBBB", "wav"),
            new DocumentPart(MediaSource.Inline("application/pdf", "CCCC"), "a.pdf"),
            new DocumentPart(MediaSource.File("file-1"), null),
        ]);
        request.Uses().ShouldBe(
        [
            "ImageUrl messages[0].content[0].image_url", "ImageDetail messages[0].content[0].image_url.detail",
            "ImageInline messages[0].content[1].image_url", "AudioInput messages[0].content[2].input_audio",
            "DocumentInline messages[0].content[3].file", "DocumentFile messages[0].content[4].file", "UnknownContent messages[0].content[5].type",
        ]);
    }

    [Fact]
    public void A_document_in_the_result_of_a_tool_is_kept_and_noted()
    {
        var request = ChatDialect.ReadMessages("""
            {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"read","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"a","content":[{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBE"}}]}
            """);

        request.Turns[1].Parts.OfType<ToolResultPart>().Single().Parts.ShouldBe([new DocumentPart(MediaSource.Inline("application/pdf", "JVBE"), null)]);
        request.HasUse(ConversationFeature.ToolResultDocument).ShouldBeTrue();
    }

    [Fact]
    public void R62_an_image_in_the_result_of_a_tool_is_kept_and_noted()
    {
        var request = ChatDialect.ReadMessages("""
            {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"shot","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"a","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}
            """);

        request.Turns[1].Parts.OfType<ToolResultPart>().Single().Parts.ShouldBe([new ImagePart(MediaSource.Inline("image/png", "AAAA"), null)]);
        request.HasUse(ConversationFeature.ToolResultImage).ShouldBeTrue();
    }

    [Theory]
    [InlineData(""" "thinking_blocks":[{"type":"thinking","thinking":"Hm.","signature":"s1"},{"type":"redacted_thinking","data":"d1"}],"reasoning_content":"Hm." """)]
    [InlineData(""" "reasoning_details":[{"type":"reasoning.text","text":"Hm.","signature":"s1"},{"type":"reasoning.encrypted","data":"d1"}],"reasoning":"Hm." """)]
    public void R57_signed_thoughts_that_a_client_hands_back_keep_their_signatures(string members)
    {
        var request = ChatDialect.ReadMessages($$"""{"role":"user","content":"?"},{"role":"assistant","content":"!",{{members}}},{"role":"user","content":"?"}""");

        request.Turns[1].Parts.ShouldBe([new ReasoningPart("Hm.", "s1"), new ReasoningPart("", "d1") { IsRedacted = true }, new TextPart("!")]);
        request.HasUse(ConversationFeature.ReasoningHistory).ShouldBeTrue();
    }

    [Fact]
    public void R61_an_answer_of_calls_alone_has_no_part_of_empty_text()
    {
        var request = ChatDialect.ReadMessages("""
            {"role":"user","content":"?"},
            {"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"name":"f","arguments":""}}]},
            {"role":"tool","tool_call_id":"a","content":""}
            """);

        request.Turns[1].Parts.ShouldBe([new ToolCallPart("a", "f", "{}")]);
        request.Turns[2].Parts.OfType<ToolResultPart>().Single().Parts.ShouldBeEmpty();
    }

    [Fact]
    public void The_old_functions_are_tools_whose_calls_get_ids()
    {
        var request = ChatDialect.Read("""
            {"model":"m","functions":[{"name":"f","parameters":{"type":"object"}}],"function_call":{"name":"f"},"messages":[
              {"role":"user","content":"?"},{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},
              {"role":"function","name":"f","content":"42"}]}
            """);

        request.Tools.Single().Name.ShouldBe("f");
        request.ToolChoice.ShouldBe(ToolChoice.Named("f"));
        request.Turns[1].Parts.OfType<ToolCallPart>().Single().Id.ShouldBe(request.Turns[2].Parts.OfType<ToolResultPart>().Single().CallId);
    }

    [Fact]
    public void Late_instructions_and_an_unfinished_answer_are_noted() => ChatDialect.ReadMessages("""
        {"role":"system","content":"a"},{"role":"system","content":"b"},{"role":"user","content":"c"},
        {"role":"system","content":"d"},{"role":"assistant","content":"e"}
        """).Uses().ShouldBe(["LateInstructions messages[3]", "Prefill messages[4]"]);

    [Fact]
    public void R66_marks_of_what_to_cache_are_read_where_compatible_servers_take_them()
    {
        var request = ChatDialect.Read("""
            {"model":"m","messages":[{"role":"system","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
              {"role":"user","content":"b","cache_control":{"type":"ephemeral"}}],
             "tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"cache_control":{"type":"string"}}}},"cache_control":{"type":"ephemeral"}}]}
            """);

        request.Turns[0].Parts[0].Cache.ShouldBe(new CacheBreakpoint("1h"));
        request.Turns[1].Parts[0].Cache.ShouldBe(new CacheBreakpoint(null));
        request.Tools[0].Cache.ShouldBe(new CacheBreakpoint(null));
        request.Tools[0].Schema.GetRawText().ShouldBe("""{"properties":{"cache_control":{"type":"string"}}}""");
    }

    [Theory]
    [InlineData("""{"role":"tool","tool_call_id":"x","content":"a"}""", "messages[0].tool_call_id")]
    [InlineData("""{"role":"tool","content":"a"}""", "messages[0].tool_call_id")]
    [InlineData("""{"role":"function","name":"f","content":"a"}""", "messages[0].name")]
    [InlineData("""{"role":"robot","content":"a"}""", "messages[0].role")]
    [InlineData("""{"content":"a"}""", "messages[0].role")]
    [InlineData("""{"role":"user"}""", "messages[0].content")]
    [InlineData("""{"role":"user","content":5}""", "messages[0].content")]
    [InlineData("""{"role":"user","content":["a"]}""", "messages[0].content[0]")]
    [InlineData("""{"role":"user","content":[{"text":"a"}]}""", "messages[0].content[0].type")]
    [InlineData("""{"role":"user","content":[{"type":"text"}]}""", "messages[0].content[0].text")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"AAAA"}}]}""", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}""", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:,x"}}]}""", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url"}]}""", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"file_data":"AAAA"}}]}""", "messages[0].content[0].file.file_data")]
    [InlineData("""{"role":"user","content":"a","name":7}""", "messages[0].name")]
    [InlineData("""{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f"}}]}""", "messages[0].tool_calls[0].id")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"a","type":"function"}]}""", "messages[0].tool_calls[0].function.name")]
    [InlineData("""{"role":"assistant","tool_calls":{}}""", "messages[0].tool_calls")]
    [InlineData("""{"role":"assistant","content":"a","thinking_blocks":[1]}""", "messages[0].thinking_blocks[0]")]
    [InlineData("7", "messages[0]")]
    [InlineData("", "messages")]
    public void A_wrong_message_is_a_defect_that_names_the_place(string message, string param)
    {
        var defect = ChatDialect.TryRead($$"""{"model":"m","messages":[{{message}}]}""", out _).ShouldNotBeNull();

        defect.Param.ShouldBe(param);
        defect.Message.ShouldContain(param);
        defect.Message.ShouldEndWith(".");
    }

    [Fact]
    public void Messages_must_be_there()
    {
        ChatDialect.TryRead("""{"model":"m"}""", out _)!.Param.ShouldBe("messages");
        ChatDialect.TryRead("""{"model":"m","messages":null}""", out _)!.Param.ShouldBe("messages");
        ChatDialect.TryRead("[]", out _).ShouldNotBeNull();
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_reason_to_fail()
    {
        var request = ChatDialect.Read("""{"model":"m","\ud800":1,"messages":[{"role":"user","content":"\ud800","\udc00":2}],"tools":[{"type":"function","function":{"name":"f","parameters":{"\ud800":"\ud800"}}}]}""");

        request.Uses().ShouldBe(["Unknown messages[0].(unnamed)", "Unknown (unnamed)", "Tools tools"], ignoreOrder: true);
        ChatDialect.WriteText(request).ShouldContain("\\ufffd", Case.Insensitive);
    }

    [Fact]
    public void A_hundred_thousand_images_do_not_cost_the_square_of_it()
    {
        var image = """{"type":"image_url","image_url":{"url":"https://e.test/a.png"}}""";
        var request = ChatDialect.ReadMessages($$"""{"role":"user","content":[{{string.Join(',', Enumerable.Repeat(image, 100_000))}}]}""");

        request.Turns[0].Parts.Count.ShouldBe(100_000);
        request.Uses.Count.ShouldBe(64);
    }
}
