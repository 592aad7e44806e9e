namespace Signalbox.Pipeline.Hedging;

/// <summary>Why a call is sent to one member only, however long that takes.</summary>
internal enum HedgeGap
{
    /// <summary>It is not: a second may be asked.</summary>
    None,

    /// <summary>What is called hedges nothing.</summary>
    Off,

    /// <summary>It is not the first attempt at a call of a caller's own, or only counts tokens.</summary>
    NotFirst,

    /// <summary>Its response is kept, here or at the provider, or goes on from one that is.</summary>
    KeptResponse,

    /// <summary>No other member is healthy and may be asked.</summary>
    NoMember,

    /// <summary>The calls before it have used the group's share up.</summary>
    OverShare,
}
