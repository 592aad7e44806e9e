using static Wire.Tests.OpenAIChat.ChatDialect;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatAnswerReaderTests
{
    [Fact]
    public void An_answer_is_told_thoughts_first() => ReadAnswer("""
        {"id":"c1","object":"chat.completion","model":"up","choices":[{"index":0,"message":{"role":"assistant","content":"Text.","refusal":null,
          "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},{"id":"b","type":"custom","custom":{"name":"g","input":"raw"}}],
          "reasoning_content":"Thought."},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9,"completion_tokens":4}}
        """).ShouldBe("""
            begin c1 up
            Reasoning: Thought.
            Text: Text.
            ToolCall a f: {"x":1}
            CustomToolCall b g: raw
            end ToolCalls in=9 out=4
            """);

    [Fact]
    public void R40_calls_with_the_reason_stop_are_calls() => ReadAnswer("""
        {"choices":[{"message":{"content":null,"tool_calls":[{"function":{"name":"f","arguments":""}},{"function":{"name":"f","arguments":""}}]},"finish_reason":"stop"}]}
        """).ShouldBe("begin  \nToolCall call_s_0 f: \nToolCall call_s_1 f: \nend ToolCalls");

    [Fact]
    public void The_old_function_call_is_a_call() =>
        ReadAnswer("""{"choices":[{"message":{"content":null,"function_call":{"name":"f","arguments":"{}"}},"finish_reason":"function_call"}]}""")
            .ShouldBe("begin  \nToolCall call_s_0 f: {}\nend ToolCalls");

    [Fact]
    public void A_refusal_ends_as_one() =>
        ReadAnswer("""{"choices":[{"message":{"content":null,"refusal":"No."},"finish_reason":"stop"}]}""").ShouldBe("begin  \nRefusal: No.\nend Refusal");

    [Theory]
    [InlineData("""{"error":{"message":"Busy","type":"overloaded_error"}}""", "error Overloaded overloaded_error: Busy")]
    [InlineData("""{"error":"Busy"}""", "error Other : Busy")]
    [InlineData("""{"object":"error","message":"Busy","code":429}""", "error RateLimited 429: Busy")]
    public void R48_an_error_with_a_status_of_success_is_an_error(string body, string expected) => ReadAnswer(body).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("[DONE]")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{}]}""")]
    [InlineData("""{"choices":[{"message":null,"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"a"}""")]
    public void What_is_no_answer_is_malformed(string body) => ReadAnswer(body).ShouldBe("Malformed");

    [Theory]
    [InlineData("""[{"type":"thinking","thinking":"Hm","signature":"s1"}]""", "Reasoning: Hm <s1>")]
    [InlineData("""[{"type":"redacted_thinking","data":"d1"}]""", "RedactedReasoning:  <d1>\nReasoning: Hm")]
    [InlineData("[]", "Reasoning: Hm")]
    public void R57_signatures_are_kept_and_thoughts_told_once(string blocks, string expected) =>
        ReadAnswer($$"""{"choices":[{"message":{"content":"a","reasoning_content":"Hm","thinking_blocks":{{blocks}}},"finish_reason":"stop"}]}""")
            .ShouldBe($"begin  \n{expected}\nText: a\nend Complete");
}
