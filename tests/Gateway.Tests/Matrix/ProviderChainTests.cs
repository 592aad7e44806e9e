using System.Net;
using Gateway.Tests.Matrix.Asking;
using Gateway.Tests.Matrix.Seeing;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>
/// A conversation that moves from one provider to another in the middle of a loop of tools: the first one's answer is handed back as it came, in the
/// caller's dialect, and the second goes on from it. Calls and results stay together, and nobody sees a proof that another has made.
/// </summary>
public sealed class ProviderChainTests(MatrixFixture fixture) : MatrixTests(fixture)
{
    private const string Thought = "Let me look first.";

    private static readonly MatrixKind[] Kinds = [MatrixKind.OpenAIResponsesOnly, MatrixKind.Anthropic, MatrixKind.Gemini, MatrixKind.Bedrock];

    private static Ask First { get; } = new() { Effort = "high", Bound = 40_000, Tools = [LookTool, AskTool] };

    public static IEnumerable<TheoryDataRow<MatrixCaller, MatrixKind, MatrixKind, bool>> Chains() =>
        from caller in Enum.GetValues<MatrixCaller>()
        from one in Kinds
        from other in Kinds
        where one != other
        from stream in new[] { false, true }
        select new TheoryDataRow<MatrixCaller, MatrixKind, MatrixKind, bool>(caller, one, other, stream);

    [Theory]
    [MemberData(nameof(Chains))]
    public async Task Another_provider_goes_on_from_an_answer_with_thoughts_and_calls(MatrixCaller caller, MatrixKind one, MatrixKind other, bool stream)
    {
        var answer = (await SendAsync(
            MatrixFeature.ThoughtsHandedBack, caller, one, stream, First,
            new() { Thinking = Thought, ToolCalls = [new("look", """{"city":"Ulm"}"""), new("ask", """{"city":"Ulm"}""")] })).Reply;
        answer.Calls.Count.ShouldBe(2);

        var second = First with
        {
            Pieces =
            [
                .. First.Pieces, new ReturnedPiece(answer.Raw),
                new ResultPiece(1, "rain") { ReturnedId = answer.Calls[0].Id }, new ResultPiece(2, "no idea") { ReturnedId = answer.Calls[1].Id },
            ],
        };
        var exchange = await SendAsync(MatrixFeature.ThoughtsHandedBack, caller, other, stream, second, new() { Text = "Rain." });

        exchange.Status.ShouldBe(HttpStatusCode.OK, exchange.Body);
        exchange.Reply.Text.ShouldBe("Rain.");
        exchange.Seen.Lines.Skip(1).ShouldBe(["assistant: calls #1 look {\"city\":\"Ulm\"}", "assistant: calls #2 ask {\"city\":\"Ulm\"}", "tool: #1 rain", "tool: #2 no idea"]);
        // Claude's proofs hold wherever Claude runs; no one else's do anywhere else. Google wants a proof on the first call, or this word for there being none.
        if (IsClaude(one) && IsClaude(other)) exchange.Seen.Thoughts.ShouldHaveSingleItem().ShouldBe(new SeenThought(Thought, "sig-of-the-fake", 0));
        else if (other == MatrixKind.Gemini) exchange.Seen.Thoughts.ShouldHaveSingleItem().ShouldBe(new SeenThought("", "skip_thought_signature_validator", 0));
        else exchange.Seen.Thoughts.ShouldBeEmpty();
        if (!IsClaude(one) || !IsClaude(other)) exchange.Seen.Text.ShouldNotContain("sig-of-the-fake");
        foreach (var mark in (string[])["openai:", "gemini:", "signalbox", "c2lnLW9mLXRoZS1mYWtl", "gAAAAABsealed-by-the-fake"])
            exchange.Seen.Text.ShouldNotContain(mark);
    }

    private static bool IsClaude(MatrixKind kind) => kind is MatrixKind.Anthropic or MatrixKind.Bedrock;
}
