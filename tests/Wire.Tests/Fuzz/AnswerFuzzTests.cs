using System.Buffers;
using System.Text;
using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;
using Signalbox.Wire.Sse;

namespace Wire.Tests.Fuzz;

/// <summary>Whatever an upstream sends ends in an answer, an error or a judgment that it is malformed; what the caller gets are whole events of valid JSON.</summary>
public sealed class AnswerFuzzTests
{
    private static readonly string[] Dialects = ["chat", "responses", "messages", "gemini", "converse"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_damaged_stream_is_told_in_order_or_not_at_all(int upstream) => FuzzBudget.Run(seed =>
    {
        var random = new Random(seed);
        var events = Damage(StreamSeeds.Make(upstream, random), random);
        foreach (var caller in new[] { 0, 1, 2 })
        {
            var output = new ArrayBufferWriter<byte>();
            var law = new SinkLaw(Stream(caller, output));
            try
            {
                Read(Reader(upstream), events, law);
                CheckEvents(output.WrittenSpan);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"From {Dialects[upstream]} to {Dialects[caller]}: {failure.GetType().Name}: {failure.Message}\n{string.Join('\n', events)}", failure);
            }
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_damaged_document_is_told_in_order_or_not_at_all(int upstream) => FuzzBudget.Run(seed =>
    {
        var random = new Random(seed);
        var text = DocumentSeeds.Make(upstream, random);
        for (var i = random.Next(3); i > 0; i--)
            text = new JsonMutation(random).Change(text);
        foreach (var caller in new[] { 0, 1, 2 })
        {
            IAnswerDocument document = caller switch
            {
                0 => new ChatAnswerDocument("chatcmpl-1", 1, null),
                1 => new ResponsesAnswerDocument(Context()),
                _ => new MessagesAnswerDocument("msg_1"),
            };
            try
            {
                var law = new SinkLaw(document);
                Tell(upstream, text, law);
                if (!law.Finished)
                    continue;
                var output = new ArrayBufferWriter<byte>();
                document.WriteTo(output);
                using var written = JsonDocument.Parse(output.WrittenMemory);
            }
            catch (InvalidOperationException)
            {
                // Half a character, which the gateway catches.
            }
            catch (Exception failure)
            {
                throw new InvalidDataException($"From {Dialects[upstream]} to {Dialects[caller]}: {failure.GetType().Name}: {failure.Message}\n{text}", failure);
            }
        }
    });

    private static void Read(IAnswerStreamReader reader, IReadOnlyList<(string Name, string Data)> events, SinkLaw sink)
    {
        foreach (var (name, data) in events)
        {
            switch (reader.Read(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(data), sink))
            {
                case StreamStep.Error:
                    reader.Error.ShouldNotBeNull();
                    return;
                case StreamStep.Malformed:
                    return;
                case StreamStep.Done:
                    reader.Complete(sink);
                    return;
            }
        }

        if (reader.EndSeen)
        {
            reader.Complete(sink);
            sink.Finished.ShouldBeTrue();
        }
    }

    private static void CheckEvents(ReadOnlySpan<byte> output)
    {
        var framer = new SseFramer();
        while (framer.TryRead(output, out var sse) == SseFrameStatus.Event)
        {
            var data = sse.GetData(output[..sse.Length], default);
            if (sse.HasData && !data.SequenceEqual("[DONE]"u8))
            {
                var reader = new Utf8JsonReader(data);
                using var parsed = JsonDocument.ParseValue(ref reader);
                parsed.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
            }

            output = output[sse.Length..];
        }

        output.Length.ShouldBe(0, "the last event is not whole");
    }

    private static List<(string Name, string Data)> Damage(List<(string Name, string Data)> events, Random random)
    {
        for (var i = random.Next(4); i > 0 && events.Count > 0; i--)
        {
            var at = random.Next(events.Count);
            switch (random.Next(6))
            {
                case 0:
                    events.RemoveAt(at);
                    break;
                case 1:
                    events.Insert(random.Next(events.Count), events[at]);
                    break;
                case 2:
                    (events[at], events[0]) = (events[0], events[at]);
                    break;
                case 3:
                    events[at] = (events[at].Name, Encoding.UTF8.GetString(new RandomJson(random.Next()).Mutate(Encoding.UTF8.GetBytes(events[at].Data))).ReplaceLineEndings(" "));
                    break;
                default:
                    events[at] = (events[at].Name, new JsonMutation(random).Change(events[at].Data));
                    break;
            }
        }

        return events;
    }

    private static IAnswerStreamReader Reader(int upstream) => upstream switch
    {
        0 => new ChatStreamReader("seed"),
        1 => new ResponsesStreamReader(),
        2 => new MessagesStreamReader(),
        3 => new GeminiStreamReader("seed"),
        _ => new ConverseStreamReader(),
    };

    private static IAnswerSink Stream(int caller, IBufferWriter<byte> output) => caller switch
    {
        0 => new ChatStreamWriter(output, "chatcmpl-1", 1, null, includeUsage: true),
        1 => new ResponsesStreamWriter(output, Context()),
        _ => new MessagesStreamWriter(output, "msg_1"),
    };

    private static void Tell(int upstream, string text, SinkLaw sink)
    {
        if (upstream == 0)
        {
            ChatAnswerReader.Read(Encoding.UTF8.GetBytes(text), "seed", sink, out _);
            return;
        }

        using var document = JsonDocument.Parse(text);
        _ = upstream switch
        {
            1 => ResponsesAnswerReader.Read(document.RootElement, sink),
            2 => MessagesAnswerReader.Read(document.RootElement, sink),
            3 => GeminiAnswerReader.Read(document.RootElement, "seed", sink),
            _ => ConverseAnswerReader.Read(document.RootElement, sink),
        };
    }

    private static ResponsesAnswerContext Context() => new("resp_1", 1, new ConversationRequest());
}
