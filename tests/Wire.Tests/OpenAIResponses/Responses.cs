using System.Buffers;
using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.Sse;

namespace Wire.Tests.OpenAIResponses;

/// <summary>Reads and writes the dialect, shortly.</summary>
internal static class Responses
{
    public const string Id = "resp_abc";

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>A body with this input.</summary>
    public static string Body(string input, string more = "") => $$"""{"model":"m"{{(more.Length > 0 ? "," + more : "")}},"input":{{input}}}""";

    /// <summary>Reads a request that must have nothing wrong.</summary>
    public static ConversationRequest Request(string body) => Request(body, out _);

    public static ConversationRequest Request(string body, out ResponsesToolNames names)
    {
        var request = new ConversationRequest();
        ResponsesConversationReader.Read(Json(body), request, out names).ShouldBeNull();
        return request;
    }

    public static RequestDefect? Defect(string body) => ResponsesConversationReader.Read(Json(body), new ConversationRequest());

    public static ResponsesAnswerContext Context(string? body = null)
    {
        if (body is null)
            return new ResponsesAnswerContext(Id, 1700000000, model: "public-model");
        var request = Request(body, out var names);
        return new ResponsesAnswerContext(Id, 1700000000, request, names, "public-model");
    }

    public static JsonElement Document(ResponsesAnswerContext context, Action<IAnswerSink> tell)
    {
        var document = new ResponsesAnswerDocument(context);
        tell(document);
        var buffer = new ArrayBufferWriter<byte>();
        document.WriteTo(buffer);
        return Json(Bytes.Text(buffer.WrittenSpan));
    }

    /// <summary>The events of a stream, each with its name and data, which must agree.</summary>
    public static List<JsonElement> Stream(ResponsesAnswerContext context, Action<IAnswerSink> tell)
    {
        var buffer = new ArrayBufferWriter<byte>();
        tell(new ResponsesStreamWriter(buffer, context));
        return Events(buffer);
    }

    public static List<JsonElement> Events(ArrayBufferWriter<byte> buffer)
    {
        var events = new List<JsonElement>();
        foreach (var sse in SseReading.Read(buffer.WrittenSpan.ToArray()))
        {
            var data = Json(sse.Data);
            data.Text("type").ShouldBe(sse.Name);
            data.GetProperty("sequence_number").GetInt64().ShouldBe(events.Count);
            events.Add(data);
        }

        return events;
    }

    /// <summary>The same answer, with the calls of these custom tools turned back into such.</summary>
    public static Action<IAnswerSink> WithCustom(this Action<IAnswerSink> tell, params string[] tools) => sink => tell(new CustomToolSink(sink, tools.ToHashSet()));

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    public static JsonElement[] Items(this JsonElement response) => [.. response.GetProperty("output").EnumerateArray()];

    /// <summary>Tells one block.</summary>
    public static void Block(this IAnswerSink sink, BlockStart start, params ReadOnlySpan<string> deltas)
    {
        sink.OpenBlock(start);
        foreach (var delta in deltas)
            sink.Append(delta);
        sink.CloseBlock();
    }

    /// <summary>An answer of these blocks.</summary>
    public static Action<IAnswerSink> Answer(Action<IAnswerSink> blocks, StopReason reason = StopReason.Complete, TokenUsage? usage = null) => sink =>
    {
        sink.Begin(new AnswerStart("msg_1", "upstream-model", null));
        blocks(sink);
        sink.Finish(new AnswerEnd(reason, null, usage));
    };
}
