namespace Signalbox.Promotion.Canary;

/// <summary>What becomes of a promotion by steps.</summary>
internal static class CanaryStates
{
    /// <summary>Under way.</summary>
    public const string Running = "running";

    /// <summary>Kept at its step.</summary>
    public const string Paused = "paused";

    /// <summary>The candidate is the primary, and its last step is over.</summary>
    public const string Done = "done";

    /// <summary>Someone ended it.</summary>
    public const string Aborted = "aborted";

    /// <summary>A safeguard ended it.</summary>
    public const string RolledBack = "rolled_back";

    /// <summary>The group changed under it.</summary>
    public const string Superseded = "superseded";
}
