namespace Signalbox.Wire.Conversation;

/// <summary>What happens to a feature on its way into a dialect.</summary>
public enum FeatureTreatment
{
    /// <summary>The dialect says the same.</summary>
    Kept,

    /// <summary>The dialect says it differently, with the same meaning.</summary>
    Mapped,

    /// <summary>The dialect has no word for it; it is brought about by other means, which the caller is told.</summary>
    Emulated,

    /// <summary>It is left out, which the caller is told: the answer keeps its meaning without it.</summary>
    Dropped,

    /// <summary>The request is refused: without it the answer would mean something else.</summary>
    Rejected,
}
