using Gateway.Tests.Matrix.Answering;
using Gateway.Tests.Matrix.Asking;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>How answers end, and what they cost.</summary>
public sealed class AnswerCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    private static Ask Question { get; } = new() { Bound = 100 };

    [Theory]
    [Cells(MatrixFeature.Usage)]
    public async Task Usage_is_told_in_the_caller_s_words(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(MatrixFeature.Usage, caller, kind, stream, Question, new() { Usage = new(Prompt: 120, Completion: 70, Cached: 30, Reasoning: 20) });

        var usage = exchange.Reply.Usage;
        (usage.Input, usage.Output, usage.Cached).ShouldBe((120, 70, 30));
        // Anthropic's APIs do not tell what was thought apart from what was said, to no caller and by no upstream.
        if (caller != MatrixCaller.Messages) (usage.Reasoning ?? 0).ShouldBe(exchange.Seen.Api is UpstreamApi.Messages or UpstreamApi.Converse ? 0 : 20);
    }

    [Theory]
    [Cells(MatrixFeature.UsageUntold)]
    public async Task Usage_that_is_not_told_is_none_and_no_error(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(MatrixFeature.UsageUntold, caller, kind, stream, Question, new() { Usage = null, Text = "Rain." });

        exchange.Reply.Text.ShouldBe("Rain.");
        // Anthropic's SDKs take the counts for granted: translated answers tell estimates rather than none (R47).
        var isEstimated = caller == MatrixCaller.Messages && kind is not (MatrixKind.Anthropic or MatrixKind.VertexClaude);
        var usage = exchange.Reply.Usage;
        (usage.Input > 0, usage.Output > 0, usage.Cached, usage.CacheWrite).ShouldBe((isEstimated, isEstimated, null, null));
    }

    [Theory]
    [Cells(MatrixFeature.EndAtBound)]
    public async Task An_answer_cut_at_the_bound_says_so(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(MatrixFeature.EndAtBound, caller, kind, stream, Question, new() { End = UpstreamEnd.Length, Text = "It rains and" });

        (exchange.Reply.Text, exchange.Reply.End).ShouldBe((
            "It rains and", caller switch { MatrixCaller.ChatCompletions => "length", MatrixCaller.Responses => "max_output_tokens", _ => "max_tokens" }));
    }

    [Theory]
    [Cells(MatrixFeature.EndAtStopSequence)]
    public async Task An_answer_that_met_a_stop_sequence_ends_before_it(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        // Responses know no stop sequences, so that the model goes on, and the gateway cuts.
        var isCut = MatrixKinds.ApiOf(kind, caller, thinks: false) == UpstreamApi.Responses;

        var exchange = await SendAsync(
            MatrixFeature.EndAtStopSequence, caller, kind, stream, Question with { Stops = ["END"] },
            new() { End = isCut ? UpstreamEnd.Complete : UpstreamEnd.StopSequence, Text = isCut ? "It rains. END And then" : "It rains. " });

        exchange.Reply.Text.ShouldBe("It rains. ");
        // Chat completions and generateContent do not tell a stop sequence from the end of what the model had to say.
        var isTold = exchange.Seen.Api is not (UpstreamApi.Chat or UpstreamApi.Gemini);
        exchange.Reply.End.ShouldBe(caller == MatrixCaller.ChatCompletions ? "stop" : isTold ? "stop_sequence" : "end_turn");
        // Which one it was is Anthropic's own to tell, and the gateway's where it cuts.
        if (caller == MatrixCaller.Messages) exchange.Reply.StopSequence.ShouldBe(isTold && kind != MatrixKind.Bedrock ? "END" : null);
    }

    [Theory]
    [Cells(MatrixFeature.ContentFilter)]
    public async Task An_answer_that_a_filter_cut_is_not_taken_for_a_whole_one(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(MatrixFeature.ContentFilter, caller, kind, stream, Question, new() { End = UpstreamEnd.ContentFilter, Text = "First you take" });

        (exchange.Reply.Text, exchange.Reply.End).ShouldBe((
            "First you take", caller switch { MatrixCaller.ChatCompletions or MatrixCaller.Responses => "content_filter", _ => "refusal" }));
    }

    [Theory]
    [Cells(MatrixFeature.Refusal)]
    public async Task A_refusal_is_one_in_every_dialect(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var exchange = await SendAsync(MatrixFeature.Refusal, caller, kind, stream, Question, new() { End = UpstreamEnd.Refusal, Text = "I cannot help with that." });

        var reply = exchange.Reply;
        // Google says nothing when it holds a prompt back.
        (reply.Refusal + reply.Text).ShouldBe(exchange.Seen.Api == UpstreamApi.Gemini ? "" : "I cannot help with that.");
        IsRefusal(caller, reply).ShouldBeTrue(reply.ToString());
    }

    private static bool IsRefusal(MatrixCaller caller, Reply reply) => caller switch
    {
        MatrixCaller.Messages => reply.End == "refusal",
        _ => reply.Refusal.Length > 0 || reply.End == "content_filter",
    };
}
