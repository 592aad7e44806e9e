namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesAnswerReaderTests
{
    [Fact]
    public void An_answer_is_told_item_by_item() =>
        ResponsesUpstream.ReadAnswer(Body("""
            {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"First"},{"type":"summary_text","text":"Then"}],"encrypted_content":"gAAA=="},
            {"id":"ws_1","type":"web_search_call","status":"completed"},
            {"id":"rs_2","type":"reasoning","summary":[],"encrypted_content":"gBBB"},
            {"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hel","annotations":[]},{"type":"output_text","text":"lo"}]},
            {"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":"{\"a\":1}"},
            {"id":"fc_2","type":"function_call","call_id":"call_2","name":"g","arguments":""},
            {"id":"ctc_1","type":"custom_tool_call","call_id":"call_3","name":"patch","input":"*** Begin"}
            """)).ShouldBe([
                "begin resp_1 gpt-5.1 in=10 cached=4 written= out=7",
                "open Reasoning", "+ First\n\nThen", "sign openai:rs_1:gAAA==", "close",
                "open Reasoning", "sign openai:rs_2:gBBB", "close",
                "open Text", "+ Hel", "close", "open Text", "+ lo", "close",
                "open ToolCall call_1 f", "+ {\"a\":1}", "close",
                "open ToolCall call_2 g", "close",
                "open CustomToolCall call_3 patch", "+ *** Begin", "close",
                "finish ToolCalls  in=10 cached=4 written= out=7"]);

    [Fact]
    public void Thoughts_themselves_are_worth_more_than_their_summary_and_need_no_proof() =>
        ResponsesUpstream.ReadAnswer(Body("""
            {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"S"}],"content":[{"type":"reasoning_text","text":"A"},{"type":"reasoning_text","text":"B"}]}
            """))[1..4].ShouldBe(["open Reasoning", "+ A\n\nB", "close"]);

    [Theory]
    [InlineData("completed", "null", "Complete")]
    [InlineData("incomplete", """{"reason":"max_output_tokens"}""", "Length")]
    [InlineData("incomplete", """{"reason":"content_filter"}""", "ContentFilter")]
    [InlineData("incomplete", "null", "Length")]
    public void R72_how_it_ended_is_told(string status, string details, string reason) =>
        ResponsesUpstream.ReadAnswer($$"""{"id":"r","model":"m","status":"{{status}}","incomplete_details":{{details}},"output":[{"type":"message","content":[{"type":"output_text","text":"x"}]}]}""")
            .ShouldBe(["begin r m", "open Text", "+ x", "close", $"finish {reason}"]);

    [Fact]
    public void A_refusal_is_an_end_of_its_own() =>
        ResponsesUpstream.ReadAnswer("""{"output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]}""")
            .ShouldBe(["begin", "open Refusal", "+ No.", "close", "finish Refusal"]);

    [Theory]
    [InlineData("""{"error":{"message":"Slow down.","type":"requests","code":"rate_limit_exceeded"}}""", "error RateLimited requests: Slow down.")]
    [InlineData("""{"status":"failed","error":{"code":"server_error","message":"Broken."},"output":[]}""", "error Other server_error: Broken.")]
    [InlineData("""{"status":"failed","error":null,"output":[]}""", "error Other : The upstream told an error without a message.")]
    [InlineData("""{"status":"queued","output":[]}""", "error Other : The provider's answer is not finished: its status is queued.")]
    [InlineData("[]", "error Other : The provider's answer is not a response: it has no list \"output\".")]
    [InlineData("""{"output":{}}""", "error Other : The provider's answer is not a response: it has no list \"output\".")]
    public void What_is_no_answer_is_an_error(string body, string error) => ResponsesUpstream.ReadAnswer(body).ShouldBe([error]);

    [Fact]
    public void Random_bodies_never_throw() => Property.Holds(json =>
        ResponsesUpstream.ReadAnswer($$$"""
            {
              "status":{{{json.Value(1)}}}, "error":null, "usage":{{{json.Value(2)}}},
              "output":[{{{json.Value(3)}}}, {"type":"message","content":{{{json.Value(3)}}} }, {"type":"reasoning","summary":{{{json.Value(3)}}},"id":{{{json.Value(1)}}} },
                {"type":"function_call","arguments":{{{json.Value(2)}}} }]
            }
            """)
            .ShouldNotBeEmpty());

    private static string Body(string items) => $$"""
        {"id":"resp_1","object":"response","status":"completed","error":null,"incomplete_details":null,"model":"gpt-5.1","output":[{{items}}],
         "usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":17} }
        """;
}
