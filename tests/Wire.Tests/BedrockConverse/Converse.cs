using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;
using Wire.Tests.AwsEventStream;
using Wire.Tests.Sse;

namespace Wire.Tests.BedrockConverse;

/// <summary>Writes and reads the dialect, shortly.</summary>
internal static class Converse
{
    public const string Claude = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
    public const string Claude47 = "anthropic.claude-opus-4-7";
    public const string Nova = "amazon.nova-pro-v1:0";
    public const string Nova2 = "us.amazon.nova-2-lite-v1:0";
    public const string GptOss = "openai.gpt-oss-120b-1:0";
    public const string Other = "meta.llama3-3-70b-instruct-v1:0";

    public static string Write(ConversationRequest request, string model = Claude, long? maxTokens = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            ConverseConversationWriter.Write(request, model, maxTokens, writer);
        return Bytes.Text(buffer.WrittenSpan);
    }

    /// <summary>One member of the written body, as it stands there; null when it is absent.</summary>
    public static string? Written(ConversationRequest request, string member, string model = Claude) =>
        Messages.Json(Write(request, model)).TryGetProperty(member, out var value) ? value.GetRawText() : null;

    /// <summary>A conversation of one question.</summary>
    public static ConversationRequest Ask(params ReadOnlySpan<ContentPart> parts) =>
        Messages.Conversation(parts.IsEmpty ? Messages.Say(TurnRole.User, "Hi") : Messages.Turn(TurnRole.User, parts));

    /// <summary>Reads events into a sink, to the stream's end: as frames, put into server-sent events, as the gateway does.</summary>
    public static (ConverseStreamReader Reader, StreamStep Last) ReadStream(IAnswerSink sink, params IEnumerable<(string Type, string Payload)> events)
    {
        var frames = events.SelectMany(e => ConverseFrames.IsException(e.Type) ? EventStreamFrames.Exception(e.Type, e.Payload) : EventStreamFrames.Event(e.Type, e.Payload));
        var reader = new ConverseStreamReader();
        var last = StreamStep.Continue;
        foreach (var sse in SseReading.Read(Bytes.Of(EventStreamFrames.ToSse([.. frames]))))
        {
            last = reader.Read(Bytes.Of(sse.Name), Bytes.Of(sse.Data), sink);
            if (last != StreamStep.Continue)
                break;
        }

        if (reader.EndSeen && reader.Error is null)
            reader.Complete(sink);
        return (reader, last);
    }
}
