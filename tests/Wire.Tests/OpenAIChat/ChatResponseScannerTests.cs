using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatResponseScannerTests
{
    [Fact]
    public void An_answer_is_read()
    {
        var body = Bytes.Of("""
            { "id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-mini-2024-07-18",
              "choices": [ { "index": 0, "message": { "role": "assistant", "content": "\"usage\":{\"prompt_tokens\":9}" }, "finish_reason": "length" },
                           { "index": 1, "message": {}, "finish_reason": "stop" } ],
              "usage": { "prompt_tokens": 3, "completion_tokens": 4 } }
            """);

        var scan = ChatResponseScanner.Scan(body);

        scan.IsObject.ShouldBeTrue();
        scan.IsError.ShouldBeFalse();
        scan.HasChoices.ShouldBeTrue();
        Bytes.Text(scan.Id.Of(body)).ShouldBe("chatcmpl-1");
        Bytes.Text(scan.Model.Of(body)).ShouldBe("gpt-4o-mini-2024-07-18");
        Bytes.Text(scan.FinishReason.Of(body)).ShouldBe("length");
        scan.Usage.ShouldBe(new TokenUsage { Input = 3, Output = 4 });
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("[]")]
    [InlineData("{\"choices\":[")]
    [InlineData("{\"choices\":[]} extra")]
    public void What_is_no_json_object_is_said_to_be_none(string body) =>
        ChatResponseScanner.Scan(Bytes.Of(body)).ShouldBe(default);

    [Fact]
    public void An_error_in_a_200_is_recognized()
    {
        var body = Bytes.Of("""{"error":{"message":"Too many requests","type":"requests","param":null,"code":"rate_limit_exceeded"}}""");

        var scan = ChatResponseScanner.Scan(body);

        scan.IsError.ShouldBeTrue();
        scan.Error.Class.ShouldBe(ErrorClass.RateLimited);
        Bytes.Text(scan.Error.Code.Of(body)).ShouldBe("rate_limit_exceeded");
    }

    [Fact]
    public void A_null_error_and_missing_choices_are_told_as_they_are()
    {
        var scan = ChatResponseScanner.Scan("""{"error":null,"usage":null}"""u8);

        scan.IsObject.ShouldBeTrue();
        scan.IsError.ShouldBeFalse();
        scan.HasChoices.ShouldBeFalse();
        scan.Usage.ShouldBeNull();
    }

    [Fact]
    public void Mutated_answers_never_throw() => Property.Holds(json =>
    {
        var data = json.Mutate(Bytes.Of(RandomChunk.Shape(json)(json)));
        var scan = ChatResponseScanner.Scan(data);
        foreach (var range in new[] { scan.Id, scan.Model, scan.FinishReason, scan.Error.Message, scan.Error.Code, scan.Error.Type })
            range.Of(data).Length.ShouldBe(range.Length);
    });
}
