using System.Text;
using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.Conversation;

/// <summary>Parts of an answer that no other dialect has a place for are told to the sink, whole or streamed: nothing is dropped in silence.</summary>
public sealed class LeftOutPartsTests
{
    [Theory]
    [InlineData("""[{"type":"server_tool_use","id":"s","name":"web_search","input":{}},{"type":"web_search_tool_result","content":[]},{"type":"text","text":"a"}]""", "server_tool_use web_search_tool_result")]
    [InlineData("""[{"type":"text","text":"a"}]""", "")]
    public void Blocks_of_Claude_s_own_tools(string content, string leftOut)
    {
        var sink = new Recorder();
        MessagesAnswerReader.Read(JsonElement.Parse($$"""{"content":{{content}},"stop_reason":"end_turn"}"""), sink).ShouldBeNull();
        sink.LeftOut.ShouldBe(leftOut);

        var streamed = new Recorder();
        var reader = new MessagesStreamReader();
        foreach (var block in JsonElement.Parse(content).EnumerateArray())
        {
            reader.Read(default, Bytes.Of($$"""{"type":"content_block_start","index":0,"content_block":{{block.GetRawText()}} }"""), streamed).ShouldBe(StreamStep.Continue);
            reader.Read(default, Bytes.Of("""{"type":"content_block_stop","index":0}"""), streamed).ShouldBe(StreamStep.Continue);
        }

        (streamed.LeftOut, streamed.Text).ShouldBe((leftOut, "a"));
    }

    [Fact]
    public void Images_and_code_of_Gemini_s()
    {
        const string answer = """{"candidates":[{"content":{"parts":[{"text":"a","thoughtSignature":"c2ln"},{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"codeExecutionResult":{"output":"1"}},{"thoughtSignature":"c2ln"}]},"finishReason":"STOP"}]}""";
        var (whole, streamed) = (new Recorder(), new Recorder());

        GeminiAnswerReader.Read(JsonElement.Parse(answer), "x", whole).ShouldBeNull();
        new GeminiStreamReader("x").Read(default, Bytes.Of(answer), streamed).ShouldBe(StreamStep.Continue);

        (whole.LeftOut, streamed.LeftOut, streamed.Text).ShouldBe(("inlineData codeExecutionResult", "inlineData codeExecutionResult", "a"));
    }

    [Fact]
    public void Tools_and_media_of_Bedrock_s()
    {
        var whole = new Recorder();
        ConverseAnswerReader.Read(JsonElement.Parse(
            """{"output":{"message":{"content":[{"toolUse":{"toolUseId":"t","name":"n","type":"server_tool_use","input":{}}},{"image":{"format":"png"}},{"text":"a"}]}},"stopReason":"end_turn"}"""), whole).ShouldBeNull();

        var streamed = new Recorder();
        var reader = new ConverseStreamReader();
        reader.Read("messageStart"u8, """{"role":"assistant"}"""u8, streamed);
        reader.Read("contentBlockStart"u8, """{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t","name":"n","type":"server_tool_use"}}}"""u8, streamed);
        reader.Read("contentBlockDelta"u8, """{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{}"}}}"""u8, streamed);
        reader.Read("contentBlockStart"u8, """{"contentBlockIndex":1,"start":{"image":{"format":"png"}}}"""u8, streamed);
        reader.Read("contentBlockDelta"u8, """{"contentBlockIndex":2,"delta":{"text":"a"}}"""u8, streamed);
        reader.Read("contentBlockDelta"u8, """{"contentBlockIndex":2,"delta":{"citation":{}}}"""u8, streamed);

        (whole.LeftOut, whole.Text).ShouldBe(("server_tool_use image", "a"));
        (streamed.LeftOut, streamed.Text).ShouldBe(("server_tool_use image citation", "a"));
    }

    [Fact]
    public void Items_of_OpenAI_s_own_tools()
    {
        var (whole, streamed) = (new Recorder(), new Recorder());

        ResponsesAnswerReader.Read(JsonElement.Parse("""{"status":"completed","output":[{"type":"web_search_call","id":"w"},{"type":"message","content":[{"type":"output_text","text":"a"}]}]}"""), whole).ShouldBeNull();
        new ResponsesStreamReader().Read(default, """{"type":"response.output_item.added","output_index":0,"item":{"type":"image_generation_call","id":"i"}}"""u8, streamed);

        (whole.LeftOut, whole.Text, streamed.LeftOut).ShouldBe(("web_search_call", "a", "image_generation_call"));
    }

    [Theory]
    [InlineData("""{"content":"a","images":[{"type":"image_url"}]}""", "images")]
    [InlineData("""{"content":"a","audio":{"id":"x"}}""", "audio")]
    [InlineData("""{"content":"a","annotations":[{"type":"url_citation"}]}""", "annotations")]
    [InlineData("""{"content":"a","annotations":[],"audio":null,"images":[]}""", "")]
    public void Images_and_sound_of_compatible_servers(string message, string leftOut)
    {
        var (whole, streamed) = (new Recorder(), new Recorder());

        ChatAnswerReader.Read(Bytes.Of($$"""{"choices":[{"index":0,"message":{{message}},"finish_reason":"stop"}]}"""), "x", whole, out _).ShouldBe(StreamStep.Done);
        new ChatStreamReader("x").Read(default, Bytes.Of($$"""{"choices":[{"index":0,"delta":{{message}} }]}"""), streamed).ShouldBe(StreamStep.Continue);

        (whole.LeftOut, streamed.LeftOut, streamed.Text).ShouldBe((leftOut, leftOut, "a"));
    }

    private sealed class Recorder : IAnswerSink
    {
        private readonly List<string> _leftOut = [];
        private readonly StringBuilder _text = new();

        public string LeftOut => string.Join(' ', _leftOut.Distinct());

        public string Text => _text.ToString();

        public void Begin(in AnswerStart start)
        {
        }

        public void OpenBlock(in BlockStart block)
        {
        }

        public void Append(string delta) => _text.Append(delta);

        public void Sign(string signature)
        {
        }

        public void CloseBlock()
        {
        }

        public void Finish(in AnswerEnd end)
        {
        }

        void IAnswerSink.LeftOut(string part) => _leftOut.Add(part);
    }
}
