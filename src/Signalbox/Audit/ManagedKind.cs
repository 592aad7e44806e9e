using System.Text.Json.Serialization.Metadata;

namespace Signalbox.Audit;

/// <summary>How one kind of thing looks in the admin API. One set of endpoints serves all kinds (<see cref="ManagedEndpoints"/>).</summary>
/// <param name="Path">Its path below the admin base.</param>
/// <param name="Permission">The object part of its permissions.</param>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Type">JSON form of the draft.</param>
internal sealed record ManagedKind<TRow, TDraft, TView>(string Path, string Permission, string Name, JsonTypeInfo<TDraft> Type) where TRow : class, IManagedRow<TDraft>
{
    /// <summary>What the endpoints do, for the reference of the API.</summary>
    public required ManagedSummaries Summaries { get; init; }

    /// <summary>One, or null.</summary>
    public required Func<IServiceProvider, string, CancellationToken, Task<TRow?>> Find { get; init; }

    /// <summary>One within a write, or null.</summary>
    public required Func<AdminTransaction, string, Task<TRow?>> FindWithin { get; init; }

    /// <summary>Adds one. The view may show what is never shown again.</summary>
    public required Func<IServiceProvider, AdminTransaction, TDraft, Task<(TRow Row, TView View)>> Create { get; init; }

    /// <summary>Changes one. Returns it as it stood when nothing differs.</summary>
    public required Func<IServiceProvider, AdminTransaction, TRow, TDraft, Task<TRow>> Update { get; init; }

    /// <summary>Removes one.</summary>
    public required Func<AdminTransaction, TRow, Task> Delete { get; init; }

    /// <summary>As the API shows it.</summary>
    public required Func<TRow, TView> View { get; init; }

    /// <summary>Told after a write is committed; null where nobody waits for it.</summary>
    public Action<IServiceProvider>? Changed { get; init; }
}
