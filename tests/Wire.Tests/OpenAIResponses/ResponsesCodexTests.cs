using Signalbox.Wire.Conversation;

namespace Wire.Tests.OpenAIResponses;

/// <summary>A request as Codex sends it, shortened, and what Codex needs of the answer.</summary>
public sealed class ResponsesCodexTests
{
    private const string Request =
        """
        {"model":"gpt-5.5",
         "input":[
          {"type":"message","id":"msg_1","role":"developer","content":[{"type":"input_text","text":"You are a coding agent."}]},
          {"type":"message","id":"msg_2","role":"user","content":[{"type":"input_text","text":"<environment_context>"},{"type":"input_text","text":"Fix it."}]},
          {"type":"reasoning","id":"rs_resp_1_0","summary":[{"type":"summary_text","text":"Look first."}],"content":null,"encrypted_content":"signalbox:c2ln"},
          {"type":"message","id":"msg_resp_1_1","role":"assistant","content":[{"type":"output_text","text":"I look."}]},
          {"type":"function_call","id":"fc_resp_1_2","status":"completed","name":"exec_command","arguments":"{\"cmd\":\"ls\"}","call_id":"call_1"},
          {"type":"function_call","id":"fc_resp_1_3","status":"completed","name":"log","namespace":"mcp__git","arguments":"{}","call_id":"call_2"},
          {"type":"function_call_output","id":"fco_1","call_id":"call_1","output":"a.txt"},
          {"type":"function_call_output","id":"fco_2","call_id":"call_2","output":[{"type":"input_text","text":"One commit."},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},
          {"type":"custom_tool_call","id":"ctc_resp_2_0","status":"completed","call_id":"call_3","name":"apply_patch","input":"*** Begin Patch\n*** End Patch"},
          {"type":"custom_tool_call_output","id":"cto_1","call_id":"call_3","output":"Done"}],
         "tools":[
          {"type":"function","name":"exec_command","description":"Runs.","strict":false,"parameters":{"type":"object","properties":{"cmd":{"type":"string"}}}},
          {"type":"custom","name":"apply_patch","description":"Patches.","format":{"type":"grammar","syntax":"lark","definition":"start: begin_patch"}},
          {"type":"namespace","name":"mcp__git","description":"Git.","tools":[{"type":"function","name":"log","strict":false,"parameters":{"type":"object"}}]},
          {"type":"web_search","external_web_access":false},{"type":"tool_search","execution":"client"}],
         "tool_choice":"auto","parallel_tool_calls":true,"reasoning":{"effort":"medium","summary":"auto","context":"all_turns"},"store":false,"stream":true,
         "include":["reasoning.encrypted_content"],"prompt_cache_key":"0198","client_metadata":{"x-codex-turn-metadata":"{}"},"text":{"verbosity":"low"}}
        """;

    [Fact]
    public void The_request_is_read_without_a_defect()
    {
        var request = Responses.Request(Request);

        request.Turns.Select(turn => turn.Role).ShouldBe([
            TurnRole.Developer, TurnRole.User, TurnRole.Assistant, TurnRole.Tool, TurnRole.Assistant, TurnRole.Tool]);
        request.Turns[2].Parts.ShouldBe([
            new ReasoningPart("Look first.", "c2ln"), new TextPart("I look."), new ToolCallPart("call_1", "exec_command", """{"cmd":"ls"}"""),
            new ToolCallPart("call_2", "mcp__git__log", "{}")]);
        request.Tools.Select(tool => tool.Name).ShouldBe(["exec_command", "apply_patch", "mcp__git__log"]);
        (request.Stream, request.ParallelToolCalls, request.Reasoning?.Effort, request.Reasoning?.Show).ShouldBe((true, true, "medium", true));
    }

    [Fact]
    public void Only_what_other_APIs_may_lack_is_noted() =>
        Responses.Request(Request).Uses.Select(use => (use.Feature, use.Param)).ShouldBe(
            [
                (ConversationFeature.Tools, "tools"), (ConversationFeature.CustomTools, "tools[1]"), (ConversationFeature.Unknown, "tools[2].description"),
                (ConversationFeature.HostedTools, "tools[3]"), (ConversationFeature.HostedTools, "tools[4]"),
                (ConversationFeature.ParallelToolCalls, "parallel_tool_calls"), (ConversationFeature.ReasoningEffort, "reasoning.effort"),
                (ConversationFeature.Verbosity, "text.verbosity"), (ConversationFeature.PromptCacheKey, "prompt_cache_key"),
                (ConversationFeature.ReasoningHistory, "input[2]"), (ConversationFeature.ImageInline, "input[7].output[1].image_url"),
                (ConversationFeature.ToolResultImage, "input[7].output[1]"), (ConversationFeature.CustomTools, "input[8]"),
            ],
            ignoreOrder: true);

    [Fact]
    public void Calls_come_back_as_Codex_knows_its_tools()
    {
        var items = Responses.Document(Responses.Context(Request), Responses.Answer(sink =>
        {
            sink.Block(new BlockStart(BlockKind.ToolCall, "c1", "exec_command"), "{\"cmd\":", "\"ls\"}");
            sink.Block(new BlockStart(BlockKind.ToolCall, "c2", "mcp__git__log"));
            sink.Block(new BlockStart(BlockKind.ToolCall, "c3", "apply_patch"), "{\"input\":\"*** Begin", " Patch\\n\"}");
        }).WithCustom("apply_patch")).Items();

        items.Select(item => item.GetRawText()).ShouldBe([
            """{"type":"function_call","id":"fc_abc_0","status":"completed","call_id":"c1","name":"exec_command","arguments":"{\"cmd\":\"ls\"}"}""",
            """{"type":"function_call","id":"fc_abc_1","status":"completed","call_id":"c2","name":"log","namespace":"mcp__git","arguments":"{}"}""",
            """{"type":"custom_tool_call","id":"ctc_abc_2","status":"completed","call_id":"c3","name":"apply_patch","input":"*** Begin Patch\n"}"""]);
    }

    [Fact]
    public void What_was_answered_can_be_sent_back()
    {
        var response = Responses.Document(Responses.Context(Request), Responses.Answer(sink =>
        {
            sink.OpenBlock(new BlockStart(BlockKind.Reasoning));
            sink.Append("Hm");
            sink.Sign("sig");
            sink.CloseBlock();
            sink.OpenBlock(new BlockStart(BlockKind.RedactedReasoning));
            sink.Sign("data");
            sink.CloseBlock();
            sink.Block(new BlockStart(BlockKind.Text), "Text");
            sink.Block(new BlockStart(BlockKind.ToolCall, "c3", "apply_patch"), "{\"input\":\"x\"}");
        }).WithCustom("apply_patch"));

        Responses.Request(Responses.Body(response.GetProperty("output").GetRawText())).Turns.ShouldHaveSingleItem().Parts.ShouldBe([
            new ReasoningPart("Hm", "sig"), new ReasoningPart("", "data") { IsRedacted = true }, new TextPart("Text"),
            new ToolCallPart("c3", "apply_patch", "x") { IsCustom = true }]);
    }
}
