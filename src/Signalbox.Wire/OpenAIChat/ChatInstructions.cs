using System.Text;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>What the model is told in words because the server has no field for it.</summary>
internal static class ChatInstructions
{
    /// <summary>The words, or null when the server's fields say all.</summary>
    public static string? For(ConversationRequest request, ChatServer server)
    {
        var schema = request.Format is { HasSchema: true } format && !server.JsonSchema
            ? $"Answer with one JSON object and nothing else. It must match this JSON schema:\n{Encoding.UTF8.GetString(RawElement.Bytes(format.Schema))}"
            : null;
        var call = server.ForcedTool == ChatForcedTool.Instruction && request.Tools.Count > 0 ? Call(request.ToolChoice) : null;
        return schema is null || call is null ? schema ?? call : $"{call}\n\n{schema}";
    }

    /// <summary>Whether some tool must be called.</summary>
    public static bool IsForced(ToolChoice choice) => choice.Mode is ToolChoiceMode.Required or ToolChoiceMode.Named;

    private static string? Call(ToolChoice choice) => choice.Mode switch
    {
        ToolChoiceMode.Required => "Call one of the tools now. Do not answer without a call.",
        ToolChoiceMode.Named => $"Call the tool \"{choice.Name}\" now. Do not answer without a call.",
        _ => null,
    };
}
