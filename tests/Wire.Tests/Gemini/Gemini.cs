using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Wire.Tests.AnthropicMessages;
using Wire.Tests.Conversation;
using Wire.Tests.Sse;

namespace Wire.Tests.Gemini;

/// <summary>Reads and writes the dialect, shortly.</summary>
internal static class Gemini
{
    /// <summary>A model of the third generation that takes everything of its time.</summary>
    public const string Third = "gemini-3-flash-preview";

    /// <summary>A model before that.</summary>
    public const string Second = "gemini-2.5-flash";

    /// <summary>A model that has its own sampling.</summary>
    public const string Newest = "gemini-3.8-flash";

    public static string Write(ConversationRequest request, string model = Third, GeminiServer server = GeminiServer.GeminiApi)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            GeminiConversationWriter.Write(request, model, server, writer);
        return Bytes.Text(buffer.WrittenSpan);
    }

    /// <summary>One member of the written body, as it stands there; null when it is absent.</summary>
    public static string? Written(ConversationRequest request, string member, string model = Third, GeminiServer server = GeminiServer.GeminiApi) =>
        Messages.Json(Write(request, model, server)).TryGetProperty(member, out var value) ? value.GetRawText() : null;

    /// <summary>Reads a whole answer that must be one.</summary>
    public static List<string> Read(string answer)
    {
        var sink = new SinkRecorder();
        GeminiAnswerReader.Read(Messages.Json(answer), "r1", sink).ShouldBeNull();
        return sink.Joined;
    }

    /// <summary>Reads the events of a stream into a sink, to its end.</summary>
    public static (GeminiStreamReader Reader, StreamStep Last) ReadStream(string stream, IAnswerSink sink) => new GeminiStreamReader("r1").Tell(stream, sink);

    /// <summary>An event whose candidate has these parts.</summary>
    public static string Chunk(string parts, string more = "") =>
        $$"""{"candidates":[{"content":{"parts":[{{parts}}],"role":"model"},"index":0{{more}}}],"modelVersion":"gemini-3-flash","responseId":"resp"}""";
}
