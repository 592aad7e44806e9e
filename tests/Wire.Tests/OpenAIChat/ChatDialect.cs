using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.Sse;

namespace Wire.Tests.OpenAIChat;

/// <summary>Reads and writes the chat dialect in few words.</summary>
internal static class ChatDialect
{
    public const long Created = 1763689200;

    public static RequestDefect? TryRead(string json, out ConversationRequest request)
    {
        request = new ConversationRequest();
        return ChatConversationReader.Read(JsonDocument.Parse(json).RootElement, request);
    }

    public static ConversationRequest Read(string json)
    {
        TryRead(json, out var request).ShouldBeNull();
        return request;
    }

    /// <summary>Reads a request with one message of the user and further fields.</summary>
    public static ConversationRequest ReadWith(string fields) => Read($$"""{"model":"m","messages":[{"role":"user","content":"hi"}],{{fields}}}""");

    public static ConversationRequest ReadMessages(string messages) => Read($$"""{"model":"m","messages":[{{messages}}]}""");

    public static string WriteText(ConversationRequest request, string model = "up", bool askForUsage = false, ChatServer? server = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            ChatConversationWriter.Write(request, model, askForUsage, server ?? ChatServers.Generic, writer);
        return Bytes.Text(buffer.WrittenSpan);
    }

    public static JsonNode Write(ConversationRequest request, bool askForUsage = false, ChatServer? server = null) =>
        JsonNode.Parse(WriteText(request, askForUsage: askForUsage, server: server))!;

    public static void ShouldBeJson(this JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"{actual?.ToJsonString()} is not {expected}");

    public static IEnumerable<string> Uses(this ConversationRequest request) => request.Uses.Select(use => $"{use.Feature} {use.Param}");

    /// <summary>What a sink is told of the events of a stream, one line each.</summary>
    public static string ReadStream(params string[] events)
    {
        var stream = string.Concat(events.Select(data => $"data: {data}\n\n"));
        return ReadStream(Bytes.Of(stream), out _);
    }

    /// <summary>A chunk with this delta.</summary>
    public static string Chunk(string delta, string finish = "null") =>
        $$"""{"id":"c1","object":"chat.completion.chunk","model":"up","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""";

    public static string ReadStream(byte[] stream, out ChatStreamReader reader)
    {
        var told = new ToldAnswer();
        reader = new ChatStreamReader("s");
        var step = FeedStream(stream, reader, told);
        if (step is StreamStep.Error)
            told.Lines.Add($"error {reader.Error!.Class} {reader.Error.Type}: {reader.Error.Message}");
        else if (step is StreamStep.Malformed)
            told.Lines.Add("malformed");
        else if (reader.EndSeen)
            reader.Complete(told);
        else
            told.Lines.Add("cut");
        return told.ToString();
    }

    public static StreamStep FeedStream(byte[] stream, ChatStreamReader reader, IAnswerSink sink)
    {
        var framer = new SseFramer();
        var at = 0;
        for (; framer.TryRead(stream.AsSpan(at), out var sse) == SseFrameStatus.Event; at += sse.Length)
        {
            var step = Feed(sse, stream.AsSpan(at, sse.Length), reader, sink);
            if (step != StreamStep.Continue)
                return step;
        }

        return framer.TryReadRest(stream.AsSpan(at), out var rest) ? Feed(rest, stream.AsSpan(at), reader, sink) : StreamStep.Continue;
    }

    private static StreamStep Feed(in SseEvent sse, ReadOnlySpan<byte> frame, ChatStreamReader reader, IAnswerSink sink) =>
        sse.HasData ? reader.Read(sse.GetEventName(frame), sse.GetData(frame, new byte[sse.Length]), sink) : StreamStep.Continue;

    public static string ReadAnswer(string body)
    {
        var told = new ToldAnswer();
        var step = ChatAnswerReader.Read(Bytes.Of(body), "s", told, out var error);
        return step switch
        {
            StreamStep.Done => told.ToString(),
            StreamStep.Error => $"error {error!.Class} {error.Type}: {error.Message}",
            _ => step.ToString(),
        };
    }

    public static JsonNode WriteDocument(Action<IAnswerSink> answer)
    {
        var document = new ChatAnswerDocument("chatcmpl-1", Created, "public");
        answer(document);
        var buffer = new ArrayBufferWriter<byte>();
        document.WriteTo(buffer);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    public static string WriteStream(Action<IAnswerSink> answer, bool includeUsage = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        answer(new ChatStreamWriter(buffer, "chatcmpl-1", Created, "public", includeUsage));
        return Bytes.Text(buffer.WrittenSpan);
    }

    /// <summary>The data of each event but the last, which must be <c>[DONE]</c>.</summary>
    public static List<JsonNode> Chunks(string stream)
    {
        var events = stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        events.ShouldAllBe(text => text.StartsWith("data: ", StringComparison.Ordinal));
        events[^1].ShouldBe("data: [DONE]");
        return [.. events.SkipLast(1).Select(text => JsonNode.Parse(text["data: ".Length..])!)];
    }
}
