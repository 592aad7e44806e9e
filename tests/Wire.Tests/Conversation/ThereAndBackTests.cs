using System.Buffers;
using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.Conversation;

/// <summary>A request that is put into another dialect and read back from there says what it said, for every pair of those that can be read.</summary>
public sealed class ThereAndBackTests
{
    private static readonly string[] Texts = ["Hello", "北京 🚂", "a \"quoted\" line\nand another", "data: [DONE]", " leading", "{}", "<system-reminder>"];

    private static readonly (string Name, DialectRules Rules, Action<ConversationRequest, Utf8JsonWriter> Write, Func<JsonElement, ConversationRequest, RequestDefect?> Read)[] Dialects =
    [
        ("chat", ChatRules.For(ChatServers.OpenAI), (request, json) => ChatConversationWriter.Write(request, "m", askForUsage: false, ChatServers.OpenAI, json), ChatConversationReader.Read),
        ("responses", ResponsesRules.Table, (request, json) => ResponsesConversationWriter.Write(request, "gpt-4o", json), ResponsesConversationReader.Read),
        ("messages", MessagesRules.Table, (request, json) => MessagesConversationWriter.Write(request, "claude-sonnet-4-5", MessagesServer.Anthropic, 4096, json), MessagesConversationReader.Read),
    ];

    [Fact]
    public void Meaning_survives_every_way_there_and_back() => Property.Holds(json =>
    {
        var request = Make(json.Random);
        var said = Describe(request);
        foreach (var from in Dialects)
        {
            var first = Through(request, from, out var documents);
            Describe(first).ShouldBe(said, from.Name);
            foreach (var to in Dialects)
            {
                var there = Through(first, to, out var thereDocuments);
                var back = Through(there, from, out var backDocuments);
                Describe(back).ShouldBe(said, $"from {from.Name} to {to.Name} and back");
                backDocuments.Dispose();
                thereDocuments.Dispose();
            }

            documents.Dispose();
        }
    }, cases: 300);

    /// <summary>Writes a request in a dialect, whose rules must lose nothing of it, and reads it again.</summary>
    private static ConversationRequest Through(
        ConversationRequest request, (string Name, DialectRules Rules, Action<ConversationRequest, Utf8JsonWriter> Write, Func<JsonElement, ConversationRequest, RequestDefect?> Read) dialect,
        out JsonDocument document)
    {
        dialect.Rules.Judge(request, out var notes).ShouldBeNull();
        notes?.Dropped.ShouldBeEmpty(dialect.Name);
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
            dialect.Write(request, json);
        document = JsonDocument.Parse(output.WrittenMemory);
        var read = new ConversationRequest();
        dialect.Read(document.RootElement, read).ShouldBeNull();
        return read;
    }

    /// <summary>What all three can say: instructions, turns, images, calls of tools and their results, and how the answer is to be made.</summary>
    private static ConversationRequest Make(Random random)
    {
        var request = new ConversationRequest { MaxOutputTokens = random.Next(16, 5000), Stream = random.Next(2) == 0 };
        if (random.Next(2) == 0)
            request.Turns.Add(new Turn(TurnRole.System, [new TextPart(Text(random))]));
        var calls = 0;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            request.Turns.Add(new Turn(TurnRole.User, Question(request, random)));
            if (i == 1)
                break;
            if (random.Next(2) == 0)
                AddCalls(request, random, ref calls);
            request.Turns.Add(new Turn(TurnRole.Assistant, [new TextPart(Text(random))]));
        }

        if (calls > 0 || random.Next(2) == 0)
        {
            request.Note(ConversationFeature.Tools, "tools");
            request.Tools.Add(new ToolDefinition("look", "Looks.", JsonElement.Parse("""{"type":"object","properties":{"q":{"type":"string"}},"required":["q"]}""")));
            request.ToolChoice = random.Next(4) switch { 0 => ToolChoice.Required, 1 => ToolChoice.Named("look"), 2 => ToolChoice.None, _ => ToolChoice.Auto };
            // Where no tool may be called, none can be called beside another.
            request.ParallelToolCalls = random.Next(2) == 0 && request.ToolChoice != ToolChoice.None ? false : null;
        }

        request.Temperature = random.Next(2) == 0 ? 0.5 : null;
        request.User = random.Next(2) == 0 ? "user-1" : null;
        if (random.Next(3) == 0)
            request.Format = new OutputFormat("answer", JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"integer"}}}"""), null);
        return request;
    }

    private static List<ContentPart> Question(ConversationRequest request, Random random)
    {
        List<ContentPart> parts = [new TextPart(Text(random))];
        if (random.Next(3) == 0)
        {
            request.Note(ConversationFeature.ImageInline, "image");
            parts.Add(new ImagePart(random.Next(2) == 0 ? MediaSource.Inline("image/png", "iVBORw0KGgo=") : MediaSource.AtUrl("https://e.test/a.png"), null));
        }

        return parts;
    }

    private static void AddCalls(ConversationRequest request, Random random, ref int calls)
    {
        var (asked, found) = (new List<ContentPart>(), new List<ContentPart>());
        if (random.Next(2) == 0)
            asked.Add(new TextPart(Text(random)));
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var id = $"call_{++calls}";
            asked.Add(new ToolCallPart(id, "look", JsonSerializer.Serialize(new { q = Text(random) })));
            found.Add(new ToolResultPart(id, [new TextPart(Text(random))], IsError: false));
        }

        request.Turns.Add(new Turn(TurnRole.Assistant, asked));
        request.Turns.Add(new Turn(TurnRole.Tool, found));
    }

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static List<string> Describe(ConversationRequest request)
    {
        List<string> lines = [];
        foreach (var turn in request.Turns)
            foreach (var part in turn.Parts)
                lines.Add($"{(turn.Role == TurnRole.Developer ? TurnRole.System : turn.Role)}: {Describe(part)}");
        lines.AddRange(request.Tools.Select(tool => $"tool {tool.Name}, {tool.Description}, {tool.Schema.GetRawText()}"));
        lines.Add($"{request.ToolChoice} {request.ParallelToolCalls} {request.MaxOutputTokens} {request.Stream} {request.Temperature} {request.User} {request.Format?.Schema.GetRawText()}");
        return lines;
    }

    private static string Describe(ContentPart part) => part switch
    {
        TextPart text => text.Text,
        ImagePart image => $"image {image.Source.ToUrl()}",
        // Escapes in arguments may be written otherwise.
        ToolCallPart call => $"call {call.Id} {call.Name} {JsonElement.Parse(call.Arguments).GetProperty("q").GetString()}",
        ToolResultPart result => $"result {result.CallId} {string.Join(' ', result.Parts.Select(Describe))}",
        _ => part.ToString(),
    };
}
