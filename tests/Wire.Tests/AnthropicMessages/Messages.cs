using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Wire.Tests.Conversation;
using Wire.Tests.Sse;

namespace Wire.Tests.AnthropicMessages;

/// <summary>Reads and writes the dialect, shortly.</summary>
internal static class Messages
{
    public const string Model = "some-model";

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Reads a request that must have nothing wrong.</summary>
    public static ConversationRequest Request(string body)
    {
        Defect(body, out var request).ShouldBeNull();
        return request;
    }

    public static RequestDefect? Defect(string body, out ConversationRequest request)
    {
        request = new ConversationRequest();
        return MessagesConversationReader.Read(Json(body), request);
    }

    /// <summary>A body with these messages.</summary>
    public static string Body(string messages, string more = "") => $$"""{"model":"m","max_tokens":4096{{(more.Length > 0 ? "," + more : "")}},"messages":{{messages}}}""";

    public static string Write(ConversationRequest request, string model = Model, long defaultMaxTokens = 4096)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            MessagesConversationWriter.Write(request, model, MessagesServer.Anthropic, defaultMaxTokens, writer);
        return Bytes.Text(buffer.WrittenSpan);
    }

    /// <summary>One member of the written body, as it stands there; null when it is absent.</summary>
    public static string? Written(ConversationRequest request, string member, string model = Model) =>
        Json(Write(request, model)).TryGetProperty(member, out var value) ? value.GetRawText() : null;

    /// <summary>A conversation of turns.</summary>
    public static ConversationRequest Conversation(params ReadOnlySpan<Turn> turns)
    {
        var request = new ConversationRequest();
        request.Turns.AddRange(turns);
        return request;
    }

    public static Turn Turn(TurnRole role, params ReadOnlySpan<ContentPart> parts) => new(role, [.. parts]);

    public static Turn Say(TurnRole role, string text) => Turn(role, new TextPart(text));

    /// <summary>Reads the events of a stream into a sink, to its end.</summary>
    public static (MessagesStreamReader Reader, StreamStep Last) ReadStream(string stream, IAnswerSink sink) => new MessagesStreamReader().Tell(stream, sink);

    /// <summary>A stream of events of these data, without names.</summary>
    public static string Stream(params IEnumerable<string> data) => string.Concat(data.Select(text => $"data: {text}\n\n"));
}
