namespace Signalbox.Core.Promotion.Canary;

/// <summary>What becomes of a promotion by steps at a look.</summary>
public enum CanaryMove
{
    /// <summary>Nothing yet.</summary>
    Stay,

    /// <summary>The next step begins.</summary>
    Advance,

    /// <summary>The last step is over.</summary>
    Finish,

    /// <summary>A safeguard tripped: the primary takes all calls again.</summary>
    TakeBack,
}
