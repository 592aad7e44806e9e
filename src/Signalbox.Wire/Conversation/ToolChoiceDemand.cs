namespace Signalbox.Wire.Conversation;

/// <summary>Judges a choice of tools once the tools have been read: a call that cannot come about must not be demanded, nor left out in silence.</summary>
internal static class ToolChoiceDemand
{
    /// <summary>What is wrong with a name that no tool has, going on from its field's name.</summary>
    public const string NotAmongTools = "must name one of the functions and custom tools of the request. " + Remedy;

    private const string Remedy = "Tools that a provider runs itself cannot be used with this model.";

    /// <summary>What is wrong with the choice, going on from its field's name; null when nothing is.</summary>
    public static string? Fault(ConversationRequest request) => request.ToolChoice switch
    {
        { Mode: ToolChoiceMode.Required } when request.Tools.Count == 0 => $"demands a call, but there is no function or custom tool to call. {Remedy}",
        { Mode: ToolChoiceMode.Named, Name: var name } when !request.Tools.Exists(tool => tool.Name == name) =>
            NotAmongTools,
        _ => null,
    };
}
