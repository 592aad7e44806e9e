using System.Text.Json.Nodes;
using Gateway.Tests.Matrix.Asking;

namespace Gateway.Tests.Matrix;

/// <summary>Tools, and which of them are called.</summary>
public sealed class ToolCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    private static Ask TwoTools { get; } = new() { Tools = [LookTool, AskTool] };

    [Theory]
    [Cells(MatrixFeature.Tools)]
    public Task Tools_keep_names_descriptions_schemas_and_order(MatrixCaller caller, MatrixKind kind, bool stream) =>
        HoldsAsync(MatrixFeature.Tools, caller, kind, stream, TwoTools, arrives: seen => seen.Tools.ShouldBe([LookTool.Line, AskTool.Line]));

    [Theory]
    [Cells(MatrixFeature.StrictTools)]
    public Task Strict_tools_stay_strict(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.StrictTools, caller, kind, stream, new Ask { Tools = [LookTool with { IsStrict = true }] },
        arrives: seen =>
        {
            seen.Tools.ShouldBe([LookTool.Line]);
            seen.StrictTools.ShouldBe(["look"]);
        });

    [Theory]
    [Cells(MatrixFeature.CustomTools)]
    public Task A_tool_that_takes_raw_text_is_a_function_of_one_string_elsewhere(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var described = new JsonObject { ["name"] = "patch", ["description"] = "Applies a patch." };
        var tool = caller == MatrixCaller.ChatCompletions
            ? new JsonObject { ["type"] = "custom", ["custom"] = described }
            : new JsonObject { ["type"] = "custom", ["name"] = "patch", ["description"] = "Applies a patch." };
        return HoldsAsync(
            MatrixFeature.CustomTools, caller, kind, stream, new Ask { OtherTool = tool },
            arrives: seen =>
            {
                var sent = seen.Body["tools"]!.AsArray().Single()!;
                ((string?)sent["type"], (string?)(sent["custom"] ?? sent)["name"]).ShouldBe(("custom", "patch"));
            },
            emulated: seen =>
            {
                var line = seen.Tools.ShouldHaveSingleItem();
                line.ShouldStartWith("patch: Applies a patch.");
                var schema = JsonNode.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..])!;
                ((string?)schema["properties"]!["input"]!["type"], schema["required"]!.ToJsonString()).ShouldBe(("string", """["input"]"""));
            });
    }

    [Theory]
    [Cells(MatrixFeature.HostedTools)]
    public Task A_tool_that_the_provider_runs_is_left_out_at_others(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var ask = caller switch
        {
            MatrixCaller.ChatCompletions => new Ask { Extra = new JsonObject { ["web_search_options"] = new JsonObject() } },
            MatrixCaller.Responses => new Ask { OtherTool = new JsonObject { ["type"] = "web_search" } },
            _ => new Ask { OtherTool = new JsonObject { ["type"] = "web_search_20250305", ["name"] = "web_search" } },
        };
        return HoldsAsync(
            MatrixFeature.HostedTools, caller, kind, stream, ask,
            arrives: seen => seen.Text.ShouldContain("web_search"),
            left: seen =>
            {
                seen.Tools.ShouldBeEmpty();
                seen.Text.ShouldNotContain("web_search");
            });
    }

    [Theory]
    [Cells(MatrixFeature.RequiredTool)]
    public Task Some_tool_must_be_called(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.RequiredTool, caller, kind, stream, TwoTools with { Choice = "required" }, arrives: seen => seen.Choice.ShouldBe("required"));

    [Theory]
    [Cells(MatrixFeature.ForcedTool)]
    public Task One_certain_tool_must_be_called(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.ForcedTool, caller, kind, stream, TwoTools with { Choice = "ask" }, arrives: seen => seen.Choice.ShouldBe("ask"));

    [Theory]
    [Cells(MatrixFeature.AllowedTools)]
    public Task Only_the_allowed_tools_can_be_called(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var choice = caller == MatrixCaller.ChatCompletions
            ? """{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"ask"}}]}}"""
            : """{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"ask"}]}""";
        return HoldsAsync(
            MatrixFeature.AllowedTools, caller, kind, stream, TwoTools with { Extra = new JsonObject { ["tool_choice"] = JsonNode.Parse(choice) } },
            arrives: seen =>
            {
                // Who speaks the caller's dialect is told of both tools, and of the choice.
                if (seen.Body["tool_choice"] is JsonObject asked) asked.ToJsonString().ShouldBe(choice);
                else seen.Tools.ShouldBe([AskTool.Line]);
            });
    }

    [Theory]
    [Cells(MatrixFeature.DisabledTools)]
    public Task No_tool_may_be_called(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.DisabledTools, caller, kind, stream, TwoTools with { Choice = "none" },
        arrives: seen =>
        {
            seen.Choice.ShouldBe("none");
            seen.Tools.Count.ShouldBe(2);
        },
        emulated: seen => seen.Tools.ShouldBeEmpty());

    [Theory]
    [Cells(MatrixFeature.OneToolAtATime)]
    public Task One_tool_at_a_time(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.OneToolAtATime, caller, kind, stream, TwoTools with { Parallel = false },
        arrives: seen => seen.Parallel.ShouldBe(false),
        left: seen =>
        {
            seen.Parallel.ShouldBeNull();
            seen.Tools.Count.ShouldBe(2);
        });

    [Theory]
    [Cells(MatrixFeature.ToolCalls)]
    public async Task Parallel_calls_come_back_with_ids_of_their_own(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(
            MatrixFeature.ToolCalls, caller, kind, stream, TwoTools, new() { ToolCalls = [new("look", """{"city":"Ulm"}"""), new("ask", """{"city":"Bonn"}"""), new("look", """{"city":"Köln"}""")] });

        var calls = exchange.Reply.Calls;
        calls.Select(call => $"{call.Name} {(string?)JsonNode.Parse(call.Arguments)!["city"]}").ShouldBe(["look Ulm", "ask Bonn", "look Köln"]);
        calls.Select(call => call.Id).Distinct().Count().ShouldBe(3);
        exchange.Reply.End.ShouldBe(caller switch { MatrixCaller.ChatCompletions => "tool_calls", MatrixCaller.Responses => "completed", _ => "tool_use" });
    }
}
