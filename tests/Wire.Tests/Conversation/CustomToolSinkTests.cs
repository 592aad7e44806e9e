using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using System.Buffers;
using System.Text.Json;

namespace Wire.Tests.Conversation;

public sealed class CustomToolSinkTests
{
    [Theory]
    [InlineData("""{"input":"*** Begin\n\"x\""}""", "*** Begin\n\"x\"")]
    [InlineData("""{"other":1}""", """{"other":1}""")]
    [InlineData("not json", "not json")]
    public void The_arguments_of_a_custom_tool_become_its_raw_input(string arguments, string input)
    {
        var call = Tell("apply_patch", arguments);

        ((string?)call.GetProperty("type").GetString(), call.GetProperty("custom").GetProperty("input").GetString()).ShouldBe(("custom", input));
    }

    [Fact]
    public void Other_tools_stay_as_they_are() =>
        Tell("read_file", """{"input":"x"}""").GetProperty("function").GetProperty("arguments").GetString().ShouldBe("""{"input":"x"}""");

    [Fact]
    public void Without_custom_tools_there_is_nothing_in_between()
    {
        var sink = new ChatAnswerDocument("id", 0, "m");

        CustomToolSink.Before(sink, new ConversationRequest()).ShouldBeSameAs(sink);
    }

    private static JsonElement Tell(string tool, string arguments)
    {
        var request = new ConversationRequest();
        request.Tools.Add(new ToolDefinition("apply_patch", null, default) { IsCustom = true });
        request.Tools.Add(new ToolDefinition("read_file", null, default));
        var document = new ChatAnswerDocument("id", 0, "m");
        var sink = CustomToolSink.Before(document, request);
        sink.Begin(new AnswerStart("id", "m", null));
        sink.OpenBlock(new BlockStart(BlockKind.ToolCall, "call_1", tool));
        foreach (var piece in arguments.Chunk(4)) sink.Append(new string(piece));
        sink.CloseBlock();
        sink.Finish(new AnswerEnd(StopReason.ToolCalls, null, null));
        var output = new ArrayBufferWriter<byte>();
        document.WriteTo(output);
        return JsonDocument.Parse(output.WrittenMemory).RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0];
    }
}
