namespace Signalbox.Core.Routing.Health;

/// <summary>What an attempt tells of the health of whom it asked.</summary>
public enum AttemptOutcome
{
    /// <summary>Nothing: the request itself was at fault, or nobody waited for the answer.</summary>
    Neutral,

    /// <summary>It answered.</summary>
    Succeeded,

    /// <summary>The deployment failed.</summary>
    Failed,

    /// <summary>The provider could not be reached, or refused the credential: nothing there can serve.</summary>
    Unreachable,

    /// <summary>It was given up, since another was quicker: it would have taken as long as it was waited for, or longer.</summary>
    Outrun,

    /// <summary>It is asked too often. That is no failure, and ends by itself.</summary>
    Throttled,
}
