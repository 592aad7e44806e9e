using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesToolTests
{
    [Fact]
    public void Functions_and_custom_tools_are_flat()
    {
        var request = Responses.Request(Responses.Body("\"Hi\"",
            """
            "tools":[{"type":"function","name":"f","description":"F.","parameters":{"type":"object"},"strict":true},
                     {"type":"function","name":"g","parameters":null},
                     {"type":"custom","name":"patch","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},
                     {"type":"custom","name":"raw","description":"R.","format":{"type":"text"}}]
            """), out var names);

        request.Tools.Select(tool => (tool.Name, tool.Description, tool.Strict, tool.IsCustom)).ShouldBe([
            ("f", "F.", true, false), ("g", null, null, false), ("patch", null, null, true), ("raw", "R.", null, true)]);
        request.Tools[0].Schema.GetRawText().ShouldBe("""{"type":"object"}""");
        request.Tools[2].Grammar.Text("definition").ShouldBe("start: x");
        request.Tools[3].Grammar.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Undefined);
        request.Uses.ShouldBe([
            new FeatureUse(ConversationFeature.Tools, "tools"), new FeatureUse(ConversationFeature.StrictTools, "tools[0].strict"),
            new FeatureUse(ConversationFeature.CustomTools, "tools[2]"), new FeatureUse(ConversationFeature.CustomTools, "tools[3]")]);
        names.Resolve("patch").ShouldBe((null, "patch"));
    }

    [Fact]
    public void Tools_of_namespaces_are_plain_tools_whose_names_map_back()
    {
        var request = Responses.Request(Responses.Body(
            """[{"type":"function_call","call_id":"c","namespace":"mcp__git","name":"log","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":""}]""",
            """
            "tools":[{"type":"namespace","name":"mcp__git","tools":[{"type":"function","name":"log","parameters":{}},{"type":"custom","name":"raw"}]},
                     {"type":"namespace","name":"agents__","tools":[{"type":"function","name":"spawn"}]}]
            """), out var names);

        request.Tools.Select(tool => tool.Name).ShouldBe(["mcp__git__log", "mcp__git__raw", "agents__spawn"]);
        request.Turns[0].Parts.ShouldBe([new ToolCallPart("c", "mcp__git__log", "{}")]);
        names.Resolve("mcp__git__log").ShouldBe(("mcp__git", "log"));
        names.Resolve("agents__spawn").ShouldBe(("agents__", "spawn"));
        names.Resolve("plain").ShouldBe((null, "plain"));
        names.Resolve("mcp__git__raw").ShouldBe(("mcp__git", "raw"));
        var again = ResponsesToolNames.Of(request);
        foreach (var tool in request.Tools)
            again.Resolve(tool.Name).ShouldBe(names.Resolve(tool.Name));
    }

    [Fact]
    public void Names_that_would_be_the_same_or_too_long_stay_apart()
    {
        var endless = new string('x', 70);
        var request = Responses.Request(Responses.Body("\"Hi\"",
            $$"""
            "tools":[{"type":"namespace","name":"a","tools":[{"type":"function","name":"b__c"},{"type":"function","name":"plain"}]},
                     {"type":"namespace","name":"a__b","tools":[{"type":"function","name":"c"}]},
                     {"type":"namespace","name":"é {{endless}}","tools":[{"type":"function","name":"1"},{"type":"function","name":"2"}]},
                     {"type":"function","name":"a__plain"}]
            """), out var names);

        var flat = request.Tools.Select(tool => tool.Name).ToList();
        flat.ShouldBeUnique();
        flat.ShouldAllBe(name => name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        flat[^1].ShouldBe("a__plain");
        names.Resolve(flat[1]).ShouldBe(("a", "plain"));
        flat.Select(names.Resolve).ShouldBeUnique();
    }

    [Fact]
    public void A_tool_that_comes_again_is_taken_as_described_last_and_keeps_its_place_R66()
    {
        var request = Responses.Request(Responses.Body(
            """[{"type":"additional_tools","role":"developer","tools":[{"type":"function","name":"f","description":"New."},{"type":"function","name":"h"}]},{"role":"user","content":"Hi"}]""",
            """ "tools":[{"type":"function","name":"f","description":"Old."},{"type":"function","name":"g"}] """));

        request.Tools.Select(tool => (tool.Name, tool.Description)).ShouldBe([("f", "New."), ("g", null), ("h", null)]);
        request.Turns.ShouldHaveSingleItem().Role.ShouldBe(TurnRole.User);
    }

    [Fact]
    public void Tools_that_the_provider_runs_are_noted_and_left_out()
    {
        var types = new[] { "web_search", "file_search", "code_interpreter", "computer", "mcp", "image_generation", "local_shell", "tool_search" };
        var request = Responses.Request(Responses.Body("\"Hi\"", $"\"tool_choice\":\"auto\",\"tools\":[{string.Join(",", types.Select(type => $$"""{"type":"{{type}}"}"""))}]"));

        request.Tools.ShouldBeEmpty();
        request.Uses.ShouldBe([.. types.Select((_, i) => new FeatureUse(ConversationFeature.HostedTools, $"tools[{i}]"))]);
    }

    [Theory]
    [InlineData("\"auto\"", ToolChoiceMode.Auto, null)]
    [InlineData("\"none\"", ToolChoiceMode.None, null)]
    [InlineData("\"required\"", ToolChoiceMode.Required, null)]
    [InlineData("""{"type":"function","name":"f"}""", ToolChoiceMode.Named, "f")]
    [InlineData("""{"type":"custom","name":"f"}""", ToolChoiceMode.Named, "f")]
    [InlineData("""{"type":"function","namespace":"n","name":"f"}""", ToolChoiceMode.Named, "n__f")]
    public void The_choice_is_read(string choice, ToolChoiceMode mode, string? name) =>
        Responses.Request(Responses.Body("\"Hi\"", 
                $$""" "tools":[{"type":"function","name":"f"},{"type":"namespace","name":"n","tools":[{"type":"function","name":"f"}]}],"tool_choice":{{choice}} """))
            .ToolChoice.ShouldBe(new ToolChoice(mode, name));

    [Theory]
    [InlineData("""{"type":"web_search"}""", "tool_choice.type")]
    [InlineData("\"required\"", "tool_choice")]
    [InlineData("\"any\"", "tool_choice")]
    [InlineData("7", "tool_choice")]
    [InlineData("""{"type":"function"}""", "tool_choice.name")]
    [InlineData("""{"type":"function","name":"f"}""", "tool_choice.name")]
    [InlineData("""{"type":"allowed_tools","mode":"some","tools":[]}""", "tool_choice.mode")]
    [InlineData("""{"type":"allowed_tools","mode":"auto"}""", "tool_choice.tools")]
    [InlineData("""{"type":"allowed_tools","mode":"required","tools":[{"type":"web_search"}]}""", "tool_choice")]
    [InlineData("""{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"}]}""", "tool_choice.tools[0].name")]
    public void A_choice_that_cannot_be_honoured_is_refused(string choice, string param) =>
        Responses.Defect(Responses.Body("\"Hi\"", $$""" "tools":[{"type":"web_search"}],"tool_choice":{{choice}} """)).ShouldNotBeNull().Param.ShouldBe(param);

    [Theory]
    [InlineData("auto", ToolChoiceMode.Auto)]
    [InlineData("required", ToolChoiceMode.Required)]
    public void Tools_that_are_not_allowed_are_left_out_and_the_response_repeats_those_that_are(string mode, ToolChoiceMode read)
    {
        var choice = $$"""{"type":"allowed_tools","mode":"{{mode}}","tools":[{"type":"function","name":"f","namespace":"n"},{"type":"custom","name":"c"}]}""";
        var body = Responses.Body("\"Hi\"",
            $$""" "tools":[{"type":"function","name":"f"},{"type":"namespace","name":"n","tools":[{"type":"function","name":"f"}]},{"type":"custom","name":"c"}],"tool_choice":{{choice}} """);

        var request = Responses.Request(body);
        var response = Responses.Document(Responses.Context(body), Responses.Answer(_ => { }));

        request.Tools.Select(tool => tool.Name).ShouldBe(["n__f", "c"]);
        request.ToolChoice.ShouldBe(new ToolChoice(read) { IsAmongAllowed = true });
        request.HasUse(ConversationFeature.AllowedTools).ShouldBeTrue();
        response.GetProperty("tool_choice").GetRawText().ShouldBe(choice);
    }
}
