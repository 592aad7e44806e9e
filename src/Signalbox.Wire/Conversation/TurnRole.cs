namespace Signalbox.Wire.Conversation;

/// <summary>Who speaks in a turn.</summary>
public enum TurnRole
{
    /// <summary>Instructions of the application.</summary>
    System,

    /// <summary>OpenAI's newer word for the same; kept apart, since some models take only one of the two.</summary>
    Developer,

    /// <summary>The person, or the program in their place.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>Tools that the model called.</summary>
    Tool,
}
