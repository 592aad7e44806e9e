using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Gemini;

/// <summary>R58: a thoughtSignature that is lost is answered with 400.</summary>
public sealed class GeminiSignatureTests
{
    private const string Skip = "skip_thought_signature_validator";

    [Fact]
    public void A_signature_goes_back_to_the_call_it_came_with_without_its_mark() =>
        Parts(new ReasoningPart("Hm", "gemini:S1"), Call("a"), Call("b")).ShouldBe(["call a S1", "call b "]);

    [Fact]
    public void Each_step_of_a_turn_keeps_its_own()
    {
        var request = Messages.Conversation(
            Messages.Say(TurnRole.User, "Hi"),
            Messages.Turn(TurnRole.Assistant, new ReasoningPart("", "gemini:S1"), Call("a")), Messages.Turn(TurnRole.Tool, new ToolResultPart("a", [], false)),
            Messages.Turn(TurnRole.Assistant, new ReasoningPart("", "gemini:S2"), Call("b")), Messages.Turn(TurnRole.Tool, new ToolResultPart("b", [], false)));

        Parts(request, Gemini.Third).ShouldBe(["call a S1", "call b S2"]);
    }

    [Fact]
    public void The_signature_of_the_call_itself_comes_first() =>
        Parts(new ReasoningPart("", "gemini:S1"), new TextPart("T"), Call("a") with { Signature = "gemini:S2" }).ShouldBe(["text T ", "call a S2"]);

    [Fact]
    public void A_call_behind_a_text_keeps_its_signature_though_the_caller_put_all_reasoning_first() =>
        Parts(new ReasoningPart("", "gemini:S1"), new TextPart("T"), Call("a"), Call("b")).ShouldBe(["text T ", "call a S1", "call b "]);

    [Fact]
    public void A_text_has_the_signature_before_it_or_in_a_part_after_it()
    {
        Parts(new ReasoningPart("", "gemini:S1"), new TextPart("T")).ShouldBe(["text T S1"]);
        Parts(new TextPart("T"), new ReasoningPart("", "gemini:S1")).ShouldBe(["text T ", "text  S1"]);
        Parts(new ReasoningPart("", "gemini:S1"), new TextPart("T"), new ReasoningPart("", "gemini:S2"), Call("a")).ShouldBe(["text T S1", "call a S2"]);
    }

    [Fact]
    public void Where_there_is_none_the_first_call_of_a_step_says_so_to_the_third_generation()
    {
        ContentPart[] parts = [new ReasoningPart("Hm", "claudes"), Call("a") with { Signature = "claudes" }, Call("b")];

        Parts(parts).ShouldBe([$"call a {Skip}", "call b "]);
        Parts(Messages.Conversation(Messages.Turn(TurnRole.Assistant, parts)), Gemini.Second).ShouldBe(["call a ", "call b "]);
    }

    [Fact]
    public void Thoughts_and_other_providers_proofs_stay_out() =>
        Parts(new ReasoningPart("Hm", "sig"), new ReasoningPart("", "data") { IsRedacted = true }, new ReasoningPart("x", null), new TextPart("T")).ShouldBe(["text T "]);

    [Fact]
    public void What_an_answer_tells_comes_back_as_it_was()
    {
        var sink = new SinkRecorder();
        Gemini.ReadStream(
            Messages.Stream(
                Gemini.Chunk("""{"text":"Hm","thought":true}"""),
                Gemini.Chunk("""{"text":"I look."}"""),
                Gemini.Chunk("""{"functionCall":{"name":"f","args":{"x":1},"id":"a"},"thoughtSignature":"S1"}"""),
                Gemini.Chunk("""{"functionCall":{"name":"f","args":{"x":2},"id":"b"}}""", ",\"finishReason\":\"STOP\"")),
            sink);

        sink.Joined[1..^1].ShouldBe([
            "open Reasoning", "+ Hm", "close", "open Text", "+ I look.", "close", "open Reasoning", "sign gemini:S1", "close",
            "open ToolCall a f gemini:S1", "+ {\"x\":1}", "close", "open ToolCall b f", "+ {\"x\":2}", "close"]);
        Parts(new ReasoningPart("Hm", null), new TextPart("I look."), new ReasoningPart("", "gemini:S1"), Call("a"), Call("b"))
            .ShouldBe(["text I look. ", "call a S1", "call b "]);
    }

    private static ToolCallPart Call(string id) => new(id, "f", "{}");

    private static List<string> Parts(params ContentPart[] parts) => Parts(Messages.Conversation(Messages.Turn(TurnRole.Assistant, parts)), Gemini.Third);

    /// <summary>The parts of the model, one line each: what it is, and its signature.</summary>
    private static List<string> Parts(ConversationRequest request, string model)
    {
        var calls = request.Turns.SelectMany(turn => turn.Parts).OfType<ToolCallPart>().Select(call => call.Id).ToList();
        var lines = new List<string>();
        foreach (var content in Messages.Json(Gemini.Written(request, "contents", model)!).EnumerateArray().Where(content => content.GetProperty("role").GetString() == "model"))
        {
            foreach (var part in content.GetProperty("parts").EnumerateArray())
            {
                var what = part.TryGetProperty("text", out var text) ? $"text {text.GetString()}" : $"call {calls[lines.Count(line => line.StartsWith("call", StringComparison.Ordinal))]}";
                lines.Add($"{what} {(part.TryGetProperty("thoughtSignature", out var signature) ? signature.GetString() : "")}");
            }
        }

        return lines;
    }
}
