using System.Buffers;
using System.Text;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.Fuzz;

/// <summary>Whole answers in each upstream's words.</summary>
internal static class DocumentSeeds
{
    private const string Gemini =
        """{"candidates":[{"content":{"parts":[{"text":"Hm","thought":true},{"text":"Hello 北京","thoughtSignature":"A"},{"functionCall":{"name":"f","args":{"a":[1]}},"thoughtSignature":"B"},{"functionCall":{"id":"x","name":"g"}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,"cachedContentTokenCount":3,"candidatesTokenCount":5,"thoughtsTokenCount":2,"totalTokenCount":16},"modelVersion":"gemini-3","responseId":"r"}""";

    private const string Converse =
        """{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm","signature":"s"}}},{"reasoningContent":{"redactedContent":"AAAA"}},{"text":"Hello 北京"},{"toolUse":{"toolUseId":"t","name":"f","input":{"a":[1]}}}]}},"stopReason":"tool_use","usage":{"inputTokens":5,"outputTokens":4,"totalTokens":9,"cacheReadInputTokens":1},"metrics":{"latencyMs":3}}""";

    /// <summary>One document.</summary>
    public static string Make(int upstream, Random random)
    {
        if (upstream == 3)
            return Gemini;
        if (upstream == 4)
            return Converse;
        IAnswerDocument document = upstream switch
        {
            0 => new ChatAnswerDocument("chatcmpl-9", 1, null),
            1 => new ResponsesAnswerDocument(new ResponsesAnswerContext("resp_9", 1, new ConversationRequest())),
            _ => new MessagesAnswerDocument("msg_9"),
        };
        new AnthropicMessages.RandomAnswer(random).Tell(document);
        var output = new ArrayBufferWriter<byte>();
        document.WriteTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
