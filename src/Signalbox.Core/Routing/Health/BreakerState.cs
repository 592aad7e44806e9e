namespace Signalbox.Core.Routing.Health;

/// <summary>How a circuit breaker stands.</summary>
public enum BreakerState
{
    /// <summary>Calls go through.</summary>
    Closed,

    /// <summary>Calls are kept away.</summary>
    Open,

    /// <summary>A few calls go through, to find out.</summary>
    HalfOpen,
}
