using Gateway.Tests.Matrix.Asking;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>The form of the answer.</summary>
public sealed class FormatCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    private static Ask InJson { get; } = new() { Pieces = [Said(Speaker.System, "Answer in JSON."), Said(Speaker.User, "What is the weather?")] };

    [Theory]
    [Cells(MatrixFeature.JsonMode)]
    public Task Some_json_object_is_asked_for(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.JsonMode, caller, kind, stream, InJson with { Format = "{}" },
        arrives: seen =>
        {
            seen.Format.ShouldBe("{}");
            // OpenAI refuses the mode when the word JSON is nowhere in the messages or the input.
            if (seen.Api is UpstreamApi.Chat) seen.Lines.ShouldContain("system: Answer in JSON.");
        },
        emulated: seen =>
        {
            seen.Format.ShouldBeNull();
            seen.Lines.Count(line => line.StartsWith("system: ", StringComparison.Ordinal) && line.Contains("JSON", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        });

    [Theory]
    [Cells(MatrixFeature.JsonSchema)]
    public Task Json_of_a_schema_is_asked_for(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.JsonSchema, caller, kind, stream, InJson with { Format = Schema }, arrives: seen => seen.Format.ShouldBe(Schema));
}
