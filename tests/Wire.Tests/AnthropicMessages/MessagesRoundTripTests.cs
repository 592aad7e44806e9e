using System.Text;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesRoundTripTests
{
    [Fact]
    public void What_is_kept_or_mapped_means_the_same_when_it_is_read_again() => Property.Holds(json =>
    {
        var request = RandomConversation.Make(json.Random);

        var again = Messages.Request(Messages.Write(request));

        Describe(again).ShouldBe(Describe(request));
        again.Uses.Select(use => MessagesRules.Table[use.Feature].Treatment).ShouldAllBe(t => t == FeatureTreatment.Kept || t == FeatureTreatment.Mapped);
    });

    [Fact]
    public void Random_and_damaged_bodies_never_throw() => Property.Holds(json =>
    {
        var body = json.Random.Next(2) == 0 ? Damaged(json) : json.Value();
        if (!TryParse(json.Random.Next(3) == 0 ? json.Mutate(Bytes.Of(body)) : Bytes.Of(body), out var root))
            return;
        var request = new ConversationRequest();
        if (MessagesConversationReader.Read(root, request) is null)
            Messages.Json(Messages.Write(request));
    }, cases: 2000);

    /// <summary>A valid body with one of its values replaced.</summary>
    private static string Damaged(RandomJson json)
    {
        var body = Messages.Write(RandomConversation.Make(json.Random));
        var colon = body.IndexOf(':', json.Random.Next(body.Length));
        var end = colon < 0 ? -1 : body.IndexOfAny([',', '}', ']'], colon);
        return end < 0 ? body : string.Concat(body.AsSpan(0, colon + 1), json.Value(1), body.AsSpan(end));
    }

    private static bool TryParse(byte[] bytes, out System.Text.Json.JsonElement root)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(bytes);
            root = document.RootElement.Clone();
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            root = default;
            return false;
        }
    }

    private static string Describe(ConversationRequest request)
    {
        var text = new StringBuilder();
        foreach (var turn in request.Turns)
        {
            text.AppendLine(turn.Role.ToString());
            foreach (var part in turn.Parts)
                text.Append("  ").AppendLine(Describe(part));
        }

        foreach (var tool in request.Tools)
            text.AppendLine($"tool {tool.Name} {tool.Description} {tool.Schema.GetRawText()} {tool.Strict} {tool.Cache}");
        text.AppendLine($"{request.ToolChoice} {request.ParallelToolCalls} {request.Format?.Schema.GetRawText()} {request.Reasoning} {request.MaxOutputTokens}");
        text.AppendLine($"{request.Temperature} {request.TopP} {request.TopK} {string.Join('|', request.StopSequences)} {request.User} {request.Stream}");
        return text.ToString();
    }

    private static string Describe(ContentPart part) => part is ToolResultPart result
        ? $"result {result.CallId} {result.IsError} {result.Cache} [{string.Join("; ", result.Parts.Select(Describe))}]"
        : part.ToString();
}
