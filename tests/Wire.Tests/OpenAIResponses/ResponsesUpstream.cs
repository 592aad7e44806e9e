using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.AnthropicMessages;
using Wire.Tests.Conversation;
using Wire.Tests.Sse;

namespace Wire.Tests.OpenAIResponses;

/// <summary>Calls an upstream that speaks the dialect, shortly.</summary>
internal static class ResponsesUpstream
{
    public const string Model = "gpt-5.1-codex";

    public static string WriteText(ConversationRequest request, string model = Model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            ResponsesConversationWriter.Write(request, model, writer);
        return Bytes.Text(buffer.WrittenSpan);
    }

    public static JsonNode Write(ConversationRequest request, string model = Model) => JsonNode.Parse(WriteText(request, model))!;

    /// <summary>A request with one message of the user, changed.</summary>
    public static ConversationRequest Asking(Action<ConversationRequest>? change = null)
    {
        var request = Messages.Conversation(Messages.Say(TurnRole.User, "Hi"));
        change?.Invoke(request);
        return request;
    }

    /// <summary>What a sink is told of the events of a stream to its end, pieces joined; then how it ended, if not well.</summary>
    public static List<string> ReadStream(params IEnumerable<string> events)
    {
        var sink = new SinkRecorder();
        var (reader, last) = ReadStream(string.Concat(events.Select(data => $"data: {data}\n\n")), sink);
        List<string> told = sink.Joined;
        if (last == StreamStep.Error)
            told.Add($"error {reader.Error!.Class} {reader.Error.Type}: {reader.Error.Message}");
        else if (!reader.EndSeen)
            told.Add(last == StreamStep.Malformed ? "malformed" : "cut");
        return told;
    }

    /// <summary>Reads the events of a stream into a sink, to its end.</summary>
    public static (ResponsesStreamReader Reader, StreamStep Last) ReadStream(string stream, IAnswerSink sink) => new ResponsesStreamReader().Tell(stream, sink);

    /// <summary>What a sink is told of a whole answer, or the error.</summary>
    public static List<string> ReadAnswer(string body)
    {
        var sink = new SinkRecorder();
        var error = ResponsesAnswerReader.Read(Messages.Json(body), sink);
        if (error is null)
            return sink.Joined;
        sink.Calls.ShouldBeEmpty();
        return [$"error {error.Class} {error.Type}: {error.Message}"];
    }
}
