using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;
using Signalbox.Wire.Sse;

namespace Signalbox.Micro.Wire;

/// <summary>Framing, reading and writing anew a stream of 100 pieces of text: what an event costs where the two ends speak different dialects.</summary>
[MemoryDiagnoser]
public class TranslatedStreamBenchmarks
{
    private const int Pieces = 100;
    private readonly ArrayBufferWriter<byte> _output = new(256 * 1024);
    private byte[] _chat = [];
    private byte[] _messages = [];
    private byte[] _gemini = [];

    [GlobalSetup]
    public void Setup()
    {
        var chat = new ArrayBufferWriter<byte>();
        Tell(new ChatStreamWriter(chat, "chatcmpl-B1", 1763689200, "gpt-4o-mini", includeUsage: true));
        _chat = chat.WrittenSpan.ToArray();
        var messages = new ArrayBufferWriter<byte>();
        Tell(new MessagesStreamWriter(messages, "msg_1"));
        _messages = messages.WrittenSpan.ToArray();
        var gemini = new StringBuilder();
        for (var i = 0; i < Pieces; i++)
            gemini.Append($$$"""data: {"candidates":[{"content":{"parts":[{"text":" word{{{i}}}"}],"role":"model"},"index":0{{{(i == Pieces - 1 ? ",\"finishReason\":\"STOP\"" : "")}}}}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":{{{i}}},"totalTokenCount":{{{20 + i}}}},"modelVersion":"gemini-2.5-flash","responseId":"r1"}""").Append("\r\n\r\n");
        _gemini = Encoding.UTF8.GetBytes(gemini.ToString());
    }

    /// <summary>Claude Code on a model that speaks chat completions.</summary>
    [Benchmark(OperationsPerInvoke = Pieces)]
    public int ChatToMessages() => Run(_chat, new ChatStreamReader("B1"), new MessagesStreamWriter(Cleared(), "msg_1"));

    /// <summary>A chat client on Claude.</summary>
    [Benchmark(OperationsPerInvoke = Pieces)]
    public int MessagesToChat() => Run(_messages, new MessagesStreamReader(), new ChatStreamWriter(Cleared(), "chatcmpl-1", 1763689200, null, includeUsage: true));

    /// <summary>A chat client on Gemini.</summary>
    [Benchmark(OperationsPerInvoke = Pieces)]
    public int GeminiToChat() => Run(_gemini, new GeminiStreamReader("B1"), new ChatStreamWriter(Cleared(), "chatcmpl-1", 1763689200, null, includeUsage: true));

    /// <summary>Codex on a model that speaks chat completions.</summary>
    [Benchmark(OperationsPerInvoke = Pieces)]
    public int ChatToResponses() =>
        Run(_chat, new ChatStreamReader("B1"), new ResponsesStreamWriter(Cleared(), new ResponsesAnswerContext("resp_1", 1763689200, new ConversationRequest())));

    private ArrayBufferWriter<byte> Cleared()
    {
        _output.ResetWrittenCount();
        return _output;
    }

    private int Run(byte[] stream, IAnswerStreamReader reader, IAnswerSink sink)
    {
        var framer = new SseFramer();
        var at = 0;
        while (framer.TryRead(stream.AsSpan(at), out var sse) == SseFrameStatus.Event)
        {
            var frame = stream.AsSpan(at, sse.Length);
            if (reader.Read(sse.GetEventName(frame), sse.GetData(frame, default), sink) != StreamStep.Continue) break;
            at += sse.Length;
        }
        reader.Complete(sink);
        return _output.WrittenCount;
    }

    private static void Tell(IAnswerSink sink)
    {
        sink.Begin(new AnswerStart("a", "m", null));
        sink.OpenBlock(new BlockStart(BlockKind.Text));
        for (var i = 0; i < Pieces; i++) sink.Append($" word{i}");
        sink.CloseBlock();
        sink.Finish(new AnswerEnd(StopReason.Complete, null, null));
    }
}
