using System.Text.Json.Nodes;
using Gateway.Tests.Matrix.Asking;

namespace Gateway.Tests.Matrix;

/// <summary>How tokens are chosen, and where the answer ends.</summary>
public sealed class SamplingCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    [Theory]
    [Cells(MatrixFeature.StopSequences)]
    public Task Stop_sequences_end_the_answer(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.StopSequences, caller, kind, stream, new Ask { Stops = ["END", "\n\nUser:"] },
        arrives: seen => seen.Stops.ShouldBe(["END", "\n\nUser:"]),
        emulated: seen => seen.Text.ShouldNotContain("END"));

    [Theory]
    [Cells(MatrixFeature.Temperature)]
    public Task A_temperature_stays_the_same(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Temperature, caller, kind, stream, new Ask { Temperature = 0.25 }, arrives: seen => seen.Temperature.ShouldBe(0.25));

    [Theory]
    [Cells(MatrixFeature.TopP)]
    public Task A_nucleus_stays_the_same(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.TopP, caller, kind, stream, new Ask { TopP = 0.75 }, arrives: seen => seen.TopP.ShouldBe(0.75));

    [Theory]
    [Cells(MatrixFeature.TopK)]
    public Task The_number_of_candidates_stays_the_same_where_there_is_one(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.TopK, caller, kind, stream, new Ask { TopK = 40 },
        arrives: seen => seen.TopK.ShouldBe(40),
        left: seen => seen.Text.ShouldNotContain("top_k"));

    [Theory]
    [Cells(MatrixFeature.Penalties)]
    public Task Penalties_stay_the_same_where_there_are_any(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Penalties, caller, kind, stream, new Ask { Extra = new JsonObject { ["frequency_penalty"] = 0.5, ["presence_penalty"] = -0.5 } },
        arrives: seen =>
        {
            var (frequency, presence) = seen.Body["generationConfig"] is { } config
                ? (config["frequencyPenalty"], config["presencePenalty"])
                : (seen.Body["frequency_penalty"], seen.Body["presence_penalty"]);
            ((double?)frequency, (double?)presence).ShouldBe((0.5, -0.5));
        },
        left: seen => seen.Text.ShouldNotContain("penalty", Case.Insensitive));

    [Theory]
    [Cells(MatrixFeature.Seed)]
    public Task A_seed_stays_the_same_where_there_is_one(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Seed, caller, kind, stream, new Ask { Extra = new JsonObject { ["seed"] = 271828 } },
        arrives: seen => ((long?)(seen.Body["seed"] ?? seen.Body["generationConfig"]?["seed"])).ShouldBe(271828),
        left: seen => seen.Text.ShouldNotContain("271828"));

    [Theory]
    [Cells(MatrixFeature.LogitBias)]
    public Task A_bias_on_tokens_stays_with_the_vocabulary_it_is_made_for(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.LogitBias, caller, kind, stream, new Ask { Extra = new JsonObject { ["logit_bias"] = new JsonObject { ["50256"] = -100 } } },
        arrives: seen => ((long?)seen.Body["logit_bias"]!["50256"]).ShouldBe(-100),
        left: seen => seen.Text.ShouldNotContain("50256"));

    [Theory]
    [Cells(MatrixFeature.Logprobs)]
    public Task Probabilities_are_refused_where_they_would_not_come(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Logprobs, caller, kind, stream,
        new Ask { Extra = caller == MatrixCaller.ChatCompletions ? new JsonObject { ["logprobs"] = true } : new JsonObject { ["top_logprobs"] = 2 } },
        arrives: seen => seen.Text.ShouldContain("logprobs"));

    [Theory]
    [Cells(MatrixFeature.Choices)]
    public Task Several_answers_are_refused_where_only_one_would_come(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Choices, caller, kind, stream, new Ask { Extra = new JsonObject { ["n"] = 2 } }, arrives: seen => ((int?)seen.Body["n"]).ShouldBe(2));

    [Theory]
    [Cells(MatrixFeature.Bound)]
    public Task The_bound_on_tokens_stays_the_same(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Bound, caller, kind, stream, new Ask { Bound = 321 }, arrives: seen => seen.Bound.ShouldBe(321));
}
