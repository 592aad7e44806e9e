namespace Signalbox.Core.Routing.Policies;

/// <summary>What came of asking a routing policy.</summary>
public enum PolicyOutcome
{
    /// <summary>It ordered the members.</summary>
    Decided,

    /// <summary>It named none that can serve: the group's fallback strategy decides.</summary>
    Empty,

    /// <summary>No version of it is in force.</summary>
    Inactive,

    /// <summary>It failed too often lately, and is left alone for a while.</summary>
    BreakerOpen,

    /// <summary>As many runs of it as may be were under way.</summary>
    Busy,

    /// <summary>It took longer than it may.</summary>
    Timeout,

    /// <summary>The script executed more statements than it may.</summary>
    Statements,

    /// <summary>The script called itself too deeply.</summary>
    Recursion,

    /// <summary>The script allocated more than it may.</summary>
    Memory,

    /// <summary>The script threw.</summary>
    Threw,

    /// <summary>Its answer is longer than it may be.</summary>
    TooLarge,

    /// <summary>Its answer is not of the form that it must have.</summary>
    InvalidAnswer,

    /// <summary>The server could not be reached.</summary>
    Unreachable,

    /// <summary>The server, or where it redirected to, may not be asked.</summary>
    EgressRefused,

    /// <summary>The server answered with another status than 200.</summary>
    BadStatus,

    /// <summary>Something went wrong inside the gateway.</summary>
    Fault,
}
