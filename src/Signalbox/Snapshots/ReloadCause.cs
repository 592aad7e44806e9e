namespace Signalbox.Snapshots;

/// <summary>Why the snapshot was rebuilt.</summary>
internal enum ReloadCause
{
    /// <summary>The gateway started.</summary>
    Start,

    /// <summary>This instance committed a change.</summary>
    OwnWrite,

    /// <summary>Another instance said that it committed one.</summary>
    Invalidation,

    /// <summary>The connection to the other instances came back.</summary>
    Reconnect,

    /// <summary>A look at the registry's version showed a newer one, or the last rebuild had failed.</summary>
    Poll,
}
