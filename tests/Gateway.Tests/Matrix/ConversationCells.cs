using Gateway.Tests.Matrix.Asking;
using Gateway.Tests.Matrix.Seeing;

namespace Gateway.Tests.Matrix;

/// <summary>Who says what.</summary>
public sealed class ConversationCells(MatrixFixture fixture) : MatrixTests(fixture)
{
    [Theory]
    [Cells(MatrixFeature.Text)]
    public async Task Text_goes_there_and_comes_back(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var ask = new Ask { Pieces = [Said(Speaker.User, "Grüße, \"Welt\" 🌍\n\\ <tag> &")] };

        var exchange = await SendAsync(MatrixFeature.Text, caller, kind, stream, ask, new() { Text = "Größe 🚂 \"is\"\n\\ <matter> &" });

        exchange.Notes.ShouldBeEmpty();
        exchange.Seen.Lines.ShouldBe(ask.Lines);
        exchange.Reply.Text.ShouldBe("Größe 🚂 \"is\"\n\\ <matter> &");
        exchange.Reply.End.ShouldBe(caller switch { MatrixCaller.ChatCompletions => "stop", MatrixCaller.Responses => "completed", _ => "end_turn" });
    }

    [Theory]
    [Cells(MatrixFeature.SystemInstructions)]
    public Task System_instructions_stand_before_the_conversation(MatrixCaller caller, MatrixKind kind, bool stream) =>
        ArrivesAsync(MatrixFeature.SystemInstructions, caller, kind, stream, Said(Speaker.System, "Be brief."), Said(Speaker.User, "Hello"));

    [Theory]
    [Cells(MatrixFeature.DeveloperInstructions)]
    public Task A_developer_s_instructions_are_instructions(MatrixCaller caller, MatrixKind kind, bool stream) =>
        ArrivesAsync(MatrixFeature.DeveloperInstructions, caller, kind, stream, Said(Speaker.Developer, "Be brief."), Said(Speaker.User, "Hello"));

    [Theory]
    [Cells(MatrixFeature.SeveralTurns)]
    public Task Turns_keep_their_speakers_and_their_order(MatrixCaller caller, MatrixKind kind, bool stream) => ArrivesAsync(
        MatrixFeature.SeveralTurns, caller, kind, stream,
        Said(Speaker.System, "Be brief."), Said(Speaker.User, "One?"), Said(Speaker.Assistant, "One."), Said(Speaker.User, "Two?"), Said(Speaker.Assistant, "Two."), Said(Speaker.User, "Three?"));

    [Theory]
    [Cells(MatrixFeature.LateInstructions)]
    public Task Instructions_between_turns_stay_there(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var ask = new Ask { Pieces = [Said(Speaker.User, "One?"), Said(Speaker.Assistant, "One."), Said(Speaker.System, "Be brief from now on."), Said(Speaker.User, "Two?")] };
        return HoldsAsync(
            MatrixFeature.LateInstructions, caller, kind, stream, ask,
            arrives: seen => seen.Lines.ShouldBe(ask.Lines),
            emulated: seen => seen.Lines.ShouldBe(["user: One?", "assistant: One.", "user: <system-reminder>\nBe brief from now on.\n</system-reminder>", "user: Two?"]));
    }

    [Theory]
    [Cells(MatrixFeature.ParticipantName)]
    public Task A_name_stays_on_its_message_where_there_is_a_place_for_it(MatrixCaller caller, MatrixKind kind, bool stream) => HoldsAsync(
        MatrixFeature.ParticipantName, caller, kind, stream, new Ask { Pieces = [Said(Speaker.User, "Hello") with { Name = "anneliese" }] },
        arrives: seen => ((string?)seen.Body["messages"]![0]!["name"]).ShouldBe("anneliese"),
        left: seen => seen.Text.ShouldNotContain("anneliese"));

    [Theory]
    [Cells(MatrixFeature.Prefill)]
    public Task The_beginning_of_an_answer_is_the_last_turn(MatrixCaller caller, MatrixKind kind, bool stream)
    {
        var ask = new Ask { Pieces = [Said(Speaker.User, "Count to three."), Said(Speaker.Assistant, "One, two,")] };
        Action<Seen> isLast = seen => seen.Lines.ShouldBe(ask.Lines);
        return HoldsAsync(MatrixFeature.Prefill, caller, kind, stream, ask, arrives: isLast, emulated: isLast);
    }

    private Task ArrivesAsync(MatrixFeature feature, MatrixCaller caller, MatrixKind kind, bool stream, params Piece[] pieces)
    {
        var ask = new Ask { Pieces = pieces };
        return HoldsAsync(feature, caller, kind, stream, ask, arrives: seen => seen.Lines.ShouldBe(ask.Lines));
    }
}
