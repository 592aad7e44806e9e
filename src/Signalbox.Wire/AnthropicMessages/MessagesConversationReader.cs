using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Reads the body of <c>POST /v1/messages</c> (https://docs.anthropic.com/en/api/messages) into a request in no provider's words. Fields that are
/// unknown are noted and never refused: clients send fields of betas that no documentation names.
/// </summary>
public static class MessagesConversationReader
{
    private static readonly string[] Known =
    [
        "model", "messages", "system", "tools", "tool_choice", "max_tokens", "temperature", "top_p", "top_k", "stop_sequences", "stream", "thinking",
        "output_config", "output_format", "metadata", "service_tier", "context_management", "container", "mcp_servers", "cache_control",
    ];

    /// <summary>Reads the body.</summary>
    /// <param name="root">The whole body.</param>
    /// <param name="into">An empty request, to be filled. It points into <paramref name="root"/>.</param>
    /// <returns>What is wrong, with the field as Anthropic names it (<c>messages.3.content.0.type</c>); null when nothing is.</returns>
    public static RequestDefect? Read(JsonElement root, ConversationRequest into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (root.ValueKind != JsonValueKind.Object)
            return new RequestDefect("The request body must be a JSON object with \"model\", \"max_tokens\" and \"messages\".", null);
        var reading = new RequestReading(into);
        MessagesToolReader.Read(root, reading);
        MessagesSettingsReader.Read(root, reading);
        MessagesTurnReader.ReadSystem(root, reading);
        MessagesTurnReader.ReadMessages(root, reading);
        ReadAutomaticCache(root, reading);
        reading.NoteOthers(root, "", Known);
        return reading.Defect;
    }

    /// <summary>A <c>cache_control</c> of the whole request marks the last part that can bear a mark.</summary>
    private static void ReadAutomaticCache(JsonElement root, RequestReading reading)
    {
        if (reading.Cache(root, "") is not { } cache || reading.Into.Turns is not [.., { Parts: [.., var last] parts }])
            return;
        if (last.Cache is null && last is not ReasoningPart)
            parts[^1] = last with { Cache = cache };
    }
}
