using System.Text.Json.Nodes;
using Gateway.Tests.Matrix.Asking;
using Gateway.Tests.Matrix.Seeing;

namespace Gateway.Tests.Matrix;

/// <summary>Images, documents, sound and video.</summary>
public sealed class MediaCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    private const string Pixel = "iVBORw0KGgo=";
    private const string Page = "JVBERi0xLjQ=";
    private const string Clip = "UklGRgAAAAA=";

    [Theory]
    [Cells(MatrixFeature.ImageUrl)]
    public Task An_image_by_address_is_an_image_by_address(MatrixCaller caller, MatrixKind kind, bool stream) =>
        HoldsAsync(MatrixFeature.ImageUrl, caller, kind, stream, new MediaPiece(Speaker.User, "image/png", "https://example.com/cat.png", MediaPlace.Address));

    [Theory]
    [Cells(MatrixFeature.ImageInline)]
    public Task An_inline_image_arrives_with_its_type_and_its_data(MatrixCaller caller, MatrixKind kind, bool stream) =>
        HoldsAsync(MatrixFeature.ImageInline, caller, kind, stream, new MediaPiece(Speaker.User, "image/png", Pixel, MediaPlace.Inline));

    [Theory]
    [Cells(MatrixFeature.ImageFile)]
    public Task An_image_that_lies_at_a_provider_goes_to_that_one_only(MatrixCaller caller, MatrixKind kind, bool stream) =>
        HoldsAsync(MatrixFeature.ImageFile, caller, kind, stream, new MediaPiece(Speaker.User, "image/png", "file-of-the-test", MediaPlace.File));

    [Theory]
    [Cells(MatrixFeature.ImageDetail)]
    public Task How_closely_to_look_is_told_where_there_is_a_choice(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var ask = With(new MediaPiece(Speaker.User, "image/png", Pixel, MediaPlace.Inline) { Detail = "high" });
        return HoldsAsync(
            MatrixFeature.ImageDetail, caller, kind, stream, ask,
            arrives: seen => seen.Text.ShouldContain("\"detail\":\"high\""),
            left: seen =>
            {
                seen.Lines.ShouldBe(ask.Lines);
                seen.Text.ShouldNotContain("detail");
            });
    }

    [Theory]
    [Cells(MatrixFeature.DocumentUrl)]
    public Task A_document_by_address_is_a_document_by_address(MatrixCaller caller, MatrixKind kind, bool stream) =>
        HoldsAsync(MatrixFeature.DocumentUrl, caller, kind, stream, new MediaPiece(Speaker.User, "application/pdf", "https://example.com/report.pdf", MediaPlace.Address));

    [Theory]
    [Cells(MatrixFeature.DocumentInline)]
    public Task An_inline_document_arrives_with_its_type_and_its_data(MatrixCaller caller, MatrixKind kind, bool stream) =>
        HoldsAsync(MatrixFeature.DocumentInline, caller, kind, stream, new MediaPiece(Speaker.User, "application/pdf", Page, MediaPlace.Inline));

    [Theory]
    [Cells(MatrixFeature.DocumentFile)]
    public Task A_document_that_lies_at_a_provider_goes_to_that_one_only(MatrixCaller caller, MatrixKind kind, bool stream) =>
        HoldsAsync(MatrixFeature.DocumentFile, caller, kind, stream, new MediaPiece(Speaker.User, "application/pdf", "file-of-the-test", MediaPlace.File));

    [Theory]
    [Cells(MatrixFeature.Citations)]
    public Task Citations_are_asked_for_where_the_model_can_give_them(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var ask = With(new MediaPiece(Speaker.User, "application/pdf", Page, MediaPlace.Inline) { IsCited = true });
        return HoldsAsync(
            MatrixFeature.Citations, caller, kind, stream, ask,
            arrives: seen => seen.Text.ShouldContain("\"citations\":{\"enabled\":true}"),
            left: seen =>
            {
                seen.Lines.ShouldBe(ask.Lines);
                seen.Text.ShouldNotContain("citations");
            });
    }

    [Theory]
    [Cells(MatrixFeature.AudioInput)]
    public Task Sound_arrives_where_it_is_heard(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.AudioInput, caller, kind, stream,
        new Ask { Extra = Message(new JsonObject { ["type"] = "input_audio", ["input_audio"] = new JsonObject { ["data"] = Clip, ["format"] = "wav" } }) },
        arrives: seen => seen.Lines.ShouldBe(["user: What is this?", $"user: audio wav {Clip}"]));

    [Theory]
    [Cells(MatrixFeature.AudioOutput)]
    public Task An_answer_in_sound_is_refused_where_it_would_come_without(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.AudioOutput, caller, kind, stream, new Ask { Extra = new JsonObject { ["audio"] = new JsonObject { ["voice"] = "alloy", ["format"] = "mp3" } } },
        arrives: seen => ((string?)seen.Body["audio"]!["voice"]).ShouldBe("alloy"));

    [Theory]
    [Cells(MatrixFeature.Video)]
    public Task Video_is_refused_where_it_is_not_seen(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.Video, caller, kind, stream,
        new Ask { Extra = Message(new JsonObject { ["type"] = "video_url", ["video_url"] = new JsonObject { ["url"] = "https://example.com/cat.mp4" } }) },
        arrives: seen => seen.Lines.ShouldBe(["user: What is this?", "user: video https://example.com/cat.mp4"]));

    private Task HoldsAsync(MatrixFeature feature, MatrixCaller caller, MatrixKind kind, bool stream, MediaPiece media)
    {
        var ask = With(media);
        return HoldsAsync(feature, caller, kind, stream, ask, arrives: seen => seen.Lines.ShouldBe(ask.Lines));
    }

    private static Ask With(MediaPiece media) => new() { Pieces = [Said(Speaker.User, "What is this?"), media] };

    /// <summary>Messages of one that only chat completions can say.</summary>
    private static JsonObject Message(JsonObject part) => new()
    {
        ["messages"] = new JsonArray(new JsonObject
        {
            ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "What is this?" }, part),
        }),
    };
}
