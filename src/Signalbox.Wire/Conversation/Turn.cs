namespace Signalbox.Wire.Conversation;

/// <summary>One turn: who speaks, and what.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Parts">What, in order. Results of tools stand in turns of <see cref="TurnRole.Tool"/> and nothing else does.</param>
public sealed record Turn(TurnRole Role, List<ContentPart> Parts)
{
    /// <summary>The participant's name, where the dialect knows one.</summary>
    public string? Name { get; init; }
}
