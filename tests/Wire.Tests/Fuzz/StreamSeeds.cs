using System.Buffers;
using System.Text;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;
using Signalbox.Wire.Sse;

namespace Wire.Tests.Fuzz;

/// <summary>Whole streams in each upstream's words.</summary>
internal static class StreamSeeds
{
    private static readonly (string, string)[] Gemini =
    [
        ("", """{"candidates":[{"content":{"parts":[{"text":"Hm, ","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"modelVersion":"gemini-3","responseId":"r"}"""),
        ("", """{"candidates":[{"content":{"parts":[{"text":"well.","thought":true},{"text":"Hello "}],"role":"model"},"index":0}]}"""),
        ("", """{"candidates":[{"content":{"parts":[{"text":"北京","thoughtSignature":"AAA"}],"role":"model"}}]}"""),
        ("", """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":[1,{"b":null}]}},"thoughtSignature":"BBB"}]}}]}"""),
        ("", """{"candidates":[{"content":{"parts":[{"functionCall":{"id":"x","name":"g"}}]}}]}"""),
        ("", """{"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP","safetyRatings":[]}],"usageMetadata":{"promptTokenCount":9,"cachedContentTokenCount":3,"candidatesTokenCount":5,"thoughtsTokenCount":2,"totalTokenCount":16}}"""),
    ];

    private static readonly (string, string)[] Converse =
    [
        ("messageStart", """{"role":"assistant"}"""),
        ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Hm"}}}"""),
        ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"s"}}}"""),
        ("contentBlockStop", """{"contentBlockIndex":0}"""),
        ("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"text":"Hello "}}"""),
        ("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"text":"北京"}}"""),
        ("contentBlockStop", """{"contentBlockIndex":1}"""),
        ("contentBlockStart", """{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"t1","name":"f"}}}"""),
        ("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"a\":"}}}"""),
        ("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"1}"}}}"""),
        ("contentBlockStop", """{"contentBlockIndex":2}"""),
        ("messageStop", """{"stopReason":"tool_use"}"""),
        ("metadata", """{"usage":{"inputTokens":5,"outputTokens":4,"totalTokens":9,"cacheReadInputTokens":1},"metrics":{"latencyMs":3}}"""),
    ];

    /// <summary>The events of one stream.</summary>
    public static List<(string Name, string Data)> Make(int upstream, Random random)
    {
        if (upstream == 3)
            return [.. Gemini];
        if (upstream == 4)
            return [.. Converse];
        var output = new ArrayBufferWriter<byte>();
        IAnswerSink writer = upstream switch
        {
            0 => new ChatStreamWriter(output, "chatcmpl-9", 1, null, includeUsage: true),
            1 => new ResponsesStreamWriter(output, new ResponsesAnswerContext("resp_9", 1, new ConversationRequest())),
            _ => new MessagesStreamWriter(output, "msg_9"),
        };
        new AnthropicMessages.RandomAnswer(random).Tell(writer);
        return Events(output.WrittenSpan);
    }

    private static List<(string Name, string Data)> Events(ReadOnlySpan<byte> stream)
    {
        var events = new List<(string, string)>();
        var framer = new SseFramer();
        while (framer.TryRead(stream, out var sse) == SseFrameStatus.Event)
        {
            var frame = stream[..sse.Length];
            events.Add((Encoding.UTF8.GetString(sse.GetEventName(frame)), Encoding.UTF8.GetString(sse.GetData(frame, default))));
            stream = stream[sse.Length..];
        }

        return events;
    }
}
