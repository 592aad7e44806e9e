using System.Text.Json.Nodes;
using Gateway.Tests.Matrix.Asking;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>What is said to the provider rather than to the model.</summary>
public sealed class ProviderCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    [Theory]
    [Cells(MatrixFeature.Verbosity)]
    public Task A_measure_of_wordiness_goes_where_there_is_one(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Verbosity, caller, kind, stream,
        new Ask { Extra = caller == MatrixCaller.ChatCompletions ? new JsonObject { ["verbosity"] = "low" } : new JsonObject { ["text"] = new JsonObject { ["verbosity"] = "low" } } },
        arrives: seen => ((string?)(seen.Body["verbosity"] ?? seen.Body["text"]?["verbosity"])).ShouldBe("low"),
        left: seen => seen.Text.ShouldNotContain("verbosity"));

    [Theory]
    [Cells(MatrixFeature.Prediction)]
    public Task A_guess_of_the_answer_stays_where_it_was_made_for(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Prediction, caller, kind, stream,
        new Ask { Extra = new JsonObject { ["prediction"] = new JsonObject { ["type"] = "content", ["content"] = "Rain, I guess." } } },
        arrives: seen => ((string?)seen.Body["prediction"]!["content"]).ShouldBe("Rain, I guess."),
        left: seen => seen.Text.ShouldNotContain("I guess"));

    [Theory]
    [Cells(MatrixFeature.User)]
    public Task The_caller_s_own_user_is_told_where_there_is_a_field_for_it(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.User, caller, kind, stream, new Ask { User = "user-of-the-caller" },
        arrives: seen => seen.User.ShouldBe("user-of-the-caller"),
        left: seen => seen.Text.ShouldNotContain("user-of-the-caller"));

    [Theory]
    [Cells(MatrixFeature.Metadata)]
    public Task Free_pairs_are_told_where_they_are_kept(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Metadata, caller, kind, stream, new Ask { Extra = new JsonObject { ["metadata"] = new JsonObject { ["ticket"] = "T-4711" } } },
        arrives: seen => ((string?)(seen.Body["metadata"] ?? seen.Body["requestMetadata"])!["ticket"]).ShouldBe("T-4711"),
        left: seen => seen.Text.ShouldNotContain("T-4711"));

    [Theory]
    [Cells(MatrixFeature.ServiceTier)]
    public Task A_tier_is_the_provider_s_own(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var tier = caller == MatrixCaller.Messages ? "standard_only" : "flex";
        return HoldsAsync(
            MatrixFeature.ServiceTier, caller, kind, stream, new Ask { Extra = new JsonObject { ["service_tier"] = tier } },
            arrives: seen =>
            {
                var sent = seen.Api == UpstreamApi.Converse ? seen.Body["serviceTier"]!["type"] : seen.Body["service_tier"];
                ((string?)sent).ShouldBe(tier == "standard_only" && seen.Api != UpstreamApi.Messages ? "default" : tier);
            },
            left: seen => seen.Text.ShouldNotContain(tier));
    }

    [Theory]
    [Cells(MatrixFeature.Store)]
    public Task Only_openai_keeps_answers(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Store, caller, kind, stream, new Ask { Extra = new JsonObject { ["store"] = true } },
        arrives: seen => ((bool?)seen.Body["store"]).ShouldBe(true),
        left: seen => ((bool?)seen.Body["store"] == true).ShouldBeFalse());

    [Theory]
    [Cells(MatrixFeature.ContextManagement)]
    public Task The_context_is_trimmed_only_by_the_provider_that_was_asked_to(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.ContextManagement, caller, kind, stream,
        new Ask
        {
            Extra = caller == MatrixCaller.Responses
                ? new JsonObject { ["truncation"] = "auto" }
                : new JsonObject { ["context_management"] = new JsonObject { ["edits"] = new JsonArray(new JsonObject { ["type"] = "clear_tool_uses_20250919" }) } },
        },
        arrives: seen => (seen.Body["truncation"] ?? seen.Body["context_management"]).ShouldNotBeNull(),
        left: seen => seen.Text.ShouldNotMatch("truncation|context_management"));
}
