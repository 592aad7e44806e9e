using Wire.Tests.AnthropicMessages;
using Wire.Tests.OpenAIChat;
using Wire.Tests.OpenAIResponses;
using Wire.Tests.Sse;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.Schemas;

/// <summary>The answers that servers are known to give (<c>Golden/*.sse</c>), as far as they come.</summary>
internal static class GoldenScripts
{
    public static TheoryData<string> Names => [.. SseCorpus.Names, .. SseCorpus.MessagesNames, .. SseCorpus.ResponsesNames];

    public static AnswerScript Load(string name)
    {
        var script = new AnswerScript();
        var stream = SseCorpus.Load(name);
        if (SseCorpus.MessagesNames.Contains(name))
            Messages.ReadStream(Bytes.Text(stream), script);
        else if (SseCorpus.ResponsesNames.Contains(name))
            ResponsesUpstream.ReadStream(Bytes.Text(stream), script);
        else
            ReadChat(stream, script);
        return script;
    }

    private static void ReadChat(byte[] stream, AnswerScript script)
    {
        var reader = new ChatStreamReader("s");
        ChatDialect.FeedStream(stream, reader, script);
        if (reader.EndSeen && reader.Error is null)
            reader.Complete(script);
    }
}
