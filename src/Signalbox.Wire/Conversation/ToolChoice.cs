namespace Signalbox.Wire.Conversation;

/// <summary>Whether and which tools must be called.</summary>
/// <param name="Mode">Which of the four.</param>
/// <param name="Name">The tool, for <see cref="ToolChoiceMode.Named"/>.</param>
public sealed record ToolChoice(ToolChoiceMode Mode, string? Name = null)
{
    /// <summary>Whether the caller allowed some of its tools only; the request holds no others then.</summary>
    public bool IsAmongAllowed { get; init; }

    /// <summary>The model decides.</summary>
    public static ToolChoice Auto { get; } = new(ToolChoiceMode.Auto);

    /// <summary>No tool may be called.</summary>
    public static ToolChoice None { get; } = new(ToolChoiceMode.None);

    /// <summary>Some tool must be called.</summary>
    public static ToolChoice Required { get; } = new(ToolChoiceMode.Required);

    /// <summary>That tool must be called.</summary>
    public static ToolChoice Named(string name) => new(ToolChoiceMode.Named, name);
}
