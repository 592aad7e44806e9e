namespace Signalbox.Cluster;

/// <summary>How the connection to Redis stands.</summary>
internal enum RedisState
{
    /// <summary>None is set up.</summary>
    Off,

    /// <summary>The first attempt is under way.</summary>
    Connecting,

    /// <summary>What this instance publishes comes back to it.</summary>
    Up,

    /// <summary>It does not.</summary>
    Down,
}
