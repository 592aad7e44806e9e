using System.Text.Json.Nodes;
using Gateway.Tests.Matrix.Answering;
using Gateway.Tests.Matrix.Asking;
using Gateway.Tests.Matrix.Seeing;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>How hard the model thinks, and what becomes of its thoughts.</summary>
public sealed class ReasoningCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    private const string Thought = "Let me look first.";
    private const string Withheld = "d2l0aGhlbGQgYnkgdGhlIGZha2U=";

    private static Ask First { get; } = new() { Effort = "high", Bound = 40_000, Tools = [LookTool, AskTool] };

    [Theory]
    [Cells(MatrixFeature.ReasoningEffort)]
    public Task An_effort_is_the_model_s_nearest(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.ReasoningEffort, caller, kind, stream, new Ask { Effort = "high", Bound = 40_000 },
        arrives: seen =>
        {
            // Claude 4.5 knows a budget only, also at Bedrock; who calls it in its own words is passed on as is.
            if (caller != MatrixCaller.Messages && kind is MatrixKind.Anthropic or MatrixKind.VertexClaude || kind is MatrixKind.Bedrock) (seen.Effort, seen.Budget).ShouldBe((null, 16_384));
            else (seen.Effort, seen.Budget).ShouldBe(("high", null));
        });

    [Theory]
    [Cells(MatrixFeature.ReasoningBudget)]
    public Task A_budget_is_one_where_there_are_budgets_and_else_an_effort(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.ReasoningBudget, caller, kind, stream, new Ask { Budget = 10_000, Bound = 40_000 },
        arrives: seen =>
        {
            if (kind is MatrixKind.Anthropic or MatrixKind.VertexClaude or MatrixKind.Bedrock) (seen.Effort, seen.Budget).ShouldBe((null, 10_000));
            else (seen.Effort, seen.Budget).ShouldBe(("high", null));
        });

    [Theory]
    [Cells(MatrixFeature.ReasoningOff)]
    public Task Who_wants_no_thoughts_gets_none_or_the_least(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.ReasoningOff, caller, kind, stream,
        caller == MatrixCaller.Messages ? new Ask { Extra = new JsonObject { ["thinking"] = new JsonObject { ["type"] = "disabled" } } } : new Ask { Effort = "none" },
        arrives: seen =>
        {
            seen.Budget.ShouldBeNull();
            switch (seen.Api)
            {
                case UpstreamApi.Messages:
                    ((string?)seen.Body["thinking"]!["type"]).ShouldBe("disabled");
                    break;
                // Gemini 3 Pro cannot be told not to think.
                case UpstreamApi.Gemini:
                    seen.Effort.ShouldBe("low");
                    break;
                // Claude at Bedrock does not think unless told to.
                case UpstreamApi.Converse:
                    seen.Text.ShouldNotContain("thinking");
                    break;
                default:
                    seen.Effort.ShouldBe("none");
                    break;
            }
        },
        left: seen => (seen.Effort, seen.Body.ContainsKey("thinking")).ShouldBe((null, false)));

    [Theory]
    [Cells(MatrixFeature.Thoughts)]
    public async Task Thoughts_are_shown_beside_the_answer_and_never_in_it(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(MatrixFeature.Thoughts, caller, kind, stream, new Ask { Effort = "high", Bound = 40_000 }, new() { Thinking = Thought, Text = "Rain." });

        exchange.Seen.Api.ShouldBe(MatrixKinds.ApiOf(kind, caller, thinks: true));
        (exchange.Reply.Thoughts, exchange.Reply.Text).ShouldBe((Thought, "Rain."));
    }

    [Theory]
    [Cells(MatrixFeature.ThoughtsHandedBack)]
    public async Task Thoughts_and_their_proof_come_back_before_the_calls_they_led_to(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var answer = (await SendAsync(
            MatrixFeature.ThoughtsHandedBack, caller, kind, stream, First,
            new() { Thinking = Thought, ToolCalls = [new("look", """{"city":"Ulm"}"""), new("ask", """{"city":"Ulm"}""")] })).Reply;

        await HoldsAsync(
            MatrixFeature.ThoughtsHandedBack, caller, kind, stream, Second(answer),
            arrives: seen =>
            {
                seen.Lines.Skip(1).ShouldBe(["assistant: calls #1 look {\"city\":\"Ulm\"}", "assistant: calls #2 ask {\"city\":\"Ulm\"}", "tool: #1 rain", "tool: #2 no idea"]);
                var thought = seen.Thoughts.ShouldHaveSingleItem();
                thought.CallsBefore.ShouldBe(0);
                (thought.Text, thought.Proof).ShouldBe(seen.Api switch
                {
                    UpstreamApi.Messages or UpstreamApi.Converse => (Thought, "sig-of-the-fake"),
                    // Google wants its proof on the first call; the thoughts themselves are nothing to it.
                    UpstreamApi.Gemini => ("", "c2lnLW9mLXRoZS1mYWtl"),
                    UpstreamApi.Responses => (Thought, "gAAAAABsealed-by-the-fake"),
                    _ => (Thought, null),
                });
            },
            left: seen =>
            {
                seen.Lines.Skip(1).Count().ShouldBe(4);
                seen.Thoughts.ShouldBeEmpty();
            });
    }

    [Theory]
    [Cells(MatrixFeature.ThoughtsWithheld)]
    public async Task Withheld_thoughts_come_back_as_they_were_sealed(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var answer = (await SendAsync(
            MatrixFeature.ThoughtsWithheld, caller, kind, stream, First,
            new() { WithheldThinking = Withheld, ToolCalls = [new("look", """{"city":"Ulm"}"""), new("ask", """{"city":"Ulm"}""")] })).Reply;
        answer.Thoughts.ShouldBeEmpty();

        await HoldsAsync(
            MatrixFeature.ThoughtsWithheld, caller, kind, stream, Second(answer),
            arrives: seen => seen.Thoughts.ShouldHaveSingleItem().ShouldBe(new SeenThought("", Withheld, 0)));
    }

    private static Ask Second(Reply answer) => First with
    {
        Pieces =
        [
            .. First.Pieces, new ReturnedPiece(answer.Raw),
            new ResultPiece(1, "rain") { ReturnedId = answer.Calls[0].Id }, new ResultPiece(2, "no idea") { ReturnedId = answer.Calls[1].Id },
        ],
    };
}
