using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.Fuzz;

/// <summary>Whatever a caller sends is refused by name or written as one JSON object, in every dialect; nothing throws.</summary>
public sealed class RequestFuzzTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_request_is_refused_or_written(int caller) => FuzzBudget.Run(seed =>
    {
        var random = new Random(seed);
        var (name, scan, read) = FuzzTarget.Callers[caller];
        var text = Seed(caller, random);
        for (var i = random.Next(3); i > 0; i--)
            text = new JsonMutation(random).Change(text);
        var body = Encoding.UTF8.GetBytes(text);
        if (random.Next(4) == 0)
            body = new RandomJson(seed).Mutate(body);
        if (!scan(body))
            return;

        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 256 });
        var request = new ConversationRequest();
        if (!TryRead(() => read(document.RootElement, request)))
            return;
        foreach (var target in FuzzTarget.All)
        {
            if (target.Rules.Judge(request, out _) is not null)
                continue;
            try
            {
                target.Omits(request);
                var output = new ArrayBufferWriter<byte>();
                using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
                    target.Write(request, json);
                using var written = JsonDocument.Parse(output.WrittenMemory, new JsonDocumentOptions { MaxDepth = 512 });
                written.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"From {name} to {target.Name}: {failure.GetType().Name}: {failure.Message}\n{Encoding.UTF8.GetString(body)}", failure);
            }
        }
    });

    /// <summary>False when it was refused: by name, or for half a character, which the gateway catches.</summary>
    private static bool TryRead(Func<Signalbox.Wire.RequestDefect?> read)
    {
        try
        {
            return read() is null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Seed(int caller, Random random)
    {
        var request = random.Next(2) == 0 ? AnthropicMessages.RandomConversation.Make(random) : new OpenAIChat.RandomConversation(new RandomJson(random.Next())).Make();
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            switch (caller)
            {
                case 0:
                    ChatConversationWriter.Write(request, "m", askForUsage: false, ChatServers.OpenAI, json);
                    break;
                case 1:
                    ResponsesConversationWriter.Write(request, "gpt-5", json);
                    break;
                default:
                    MessagesConversationWriter.Write(request, "claude-sonnet-4-5", MessagesServer.Anthropic, 8192, json);
                    break;
            }
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
