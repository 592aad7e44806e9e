using Gateway.Tests.Matrix.Asking;

namespace Gateway.Tests.Matrix;

/// <summary>What tools gave back.</summary>
public sealed class ToolResultCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    private const string Pixel = "iVBORw0KGgo=";
    private const string Page = "JVBERi0xLjQ=";

    [Theory]
    [Cells(MatrixFeature.ToolResults)]
    public Task Results_answer_the_calls_they_belong_to(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var ask = new Ask
        {
            Tools = [LookTool, AskTool],
            Pieces =
            [
                Said(Speaker.User, "What is the weather?"), Said(Speaker.Assistant, "I will see."), new CallPiece(1, "look", """{"city":"Ulm"}"""), new CallPiece(2, "look", """{"city":"Bonn"}"""),
                new ResultPiece(1, "rain in Ulm"), new ResultPiece(2, "sun in Bonn"), new CallPiece(3, "ask", """{"city":"Ulm"}"""), new ResultPiece(3, "no idea"),
                Said(Speaker.Assistant, "Rain and sun."), Said(Speaker.User, "Thanks."),
            ],
        };
        return HoldsAsync(MatrixFeature.ToolResults, caller, kind, stream, ask, arrives: seen => seen.Lines.ShouldBe(ask.Lines));
    }

    [Theory]
    [Cells(MatrixFeature.ToolResultImage)]
    public Task An_image_comes_back_from_a_tool(MatrixCaller caller, MatrixKind kind, bool stream) =>
        ComesBackAsync(MatrixFeature.ToolResultImage, caller, kind, stream, new MediaPiece(Speaker.User, "image/png", Pixel, MediaPlace.Inline));

    [Theory]
    [Cells(MatrixFeature.ToolResultDocument)]
    public Task A_document_comes_back_from_a_tool(MatrixCaller caller, MatrixKind kind, bool stream) =>
        ComesBackAsync(MatrixFeature.ToolResultDocument, caller, kind, stream, new MediaPiece(Speaker.User, "application/pdf", Page, MediaPlace.Inline));

    [Theory]
    [Cells(MatrixFeature.ToolResultError)]
    public Task A_tool_that_failed_has_failed_everywhere(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.ToolResultError, caller, kind, stream, Answered(new ResultPiece(1, "the window is shut") { IsFailed = true }),
        arrives: seen => seen.Lines.ShouldContain("tool: #1 failed the window is shut"),
        emulated: seen => seen.Lines.ShouldContain("tool: #1 Error: the window is shut"));

    private Task ComesBackAsync(MatrixFeature feature, MatrixCaller caller, MatrixKind kind, bool stream, MediaPiece media) => HoldsAsync(
        feature, caller, kind, stream, Answered(new ResultPiece(1, "the view") { Media = media }),
        arrives: seen =>
        {
            seen.Lines.ShouldContain("tool: #1 the view");
            // Gemini's models before the third take it beside the results.
            seen.Lines.ShouldContain(kind is MatrixKind.Gemini or MatrixKind.Vertex ? media.Line : $"tool: #1 {media.Words}");
        },
        emulated: seen =>
        {
            seen.Lines.ShouldContain("tool: #1 the view");
            seen.Lines.SkipWhile(line => line != "tool: #1 the view").ShouldContain(media.Line);
        });

    private static Ask Answered(ResultPiece result) => new()
    {
        Tools = [LookTool],
        Pieces = [Said(Speaker.User, "What is the weather?"), new CallPiece(1, "look", """{"city":"Ulm"}"""), result],
    };
}
