namespace Signalbox.Audit;

/// <summary>A row that people manage through the admin API, or YAML in their place.</summary>
/// <typeparam name="TDraft">Its writable fields.</typeparam>
internal interface IManagedRow<out TDraft>
{
    string Id { get; }

    /// <summary>What people know it by.</summary>
    string Label { get; }

    /// <summary>api or yaml.</summary>
    string Owner { get; }

    /// <summary>Counts its changes.</summary>
    long Revision { get; }

    /// <summary>As it is written.</summary>
    TDraft ToDraft();
}
