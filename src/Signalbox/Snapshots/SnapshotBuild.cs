using Signalbox.Core.Snapshots;

namespace Signalbox.Snapshots;

/// <summary>
/// Builds the next snapshot: from what changed since the last one where the audit trail accounts for it, else from everything. It keeps the
/// rows it built from; one build runs at a time.
/// </summary>
internal sealed class SnapshotBuild(SnapshotSource source, ReloadCounts counts)
{
    /// <summary>After so many partial builds comes a whole one, which drops what the compiler kept for keys that are gone.</summary>
    private const int MostInARow = 10_000;

    private Built? _last;
    private int _inARow;

    /// <summary>What was built last; null while nothing may be built on. Read it while no build runs.</summary>
    public (RegistryState State, Snapshot Snapshot)? Known => _last is { } last ? (last.Registry.State, last.Snapshot) : null;

    /// <summary>Builds.</summary>
    /// <param name="fromEverything">Whether nothing known may be built on.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">The registry cannot be compiled.</exception>
    public async Task<(RegistryState State, Snapshot Snapshot)> RunAsync(bool fromEverything, CancellationToken cancellation)
    {
        var last = _last;
        // Until it is done nothing is known: what fails half way is read anew.
        _last = null;
        var built = (fromEverything || last is null || _inARow >= MostInARow ? null : await TryFromChangeAsync(last, cancellation))
            ?? await FromEverythingAsync(cancellation);
        _last = built;
        return (built.Registry.State, built.Snapshot);
    }

    private async Task<Built?> TryFromChangeAsync(Built last, CancellationToken cancellation)
    {
        if (await source.ReadChangeAsync(last.Registry, cancellation) is not { } read) return null;
        try
        {
            var before = last.Registry.State;
            var after = before.Apply(read.Change);
            var snapshot = SnapshotCompiler.Recompile(last.Snapshot, before, read.Change, after);
            _inARow++;
            counts.AddPartial();
            return new(new(after, read.Name), snapshot);
        }
        catch (InvalidDataException)
        {
            // Everything, read anew, has the last word on whether it compiles.
            return null;
        }
    }

    private async Task<Built> FromEverythingAsync(CancellationToken cancellation)
    {
        var read = await source.ReadAsync(cancellation);
        _inARow = 0;
        var snapshot = SnapshotCompiler.Compile(read.State);
        counts.AddWhole();
        return new(read, snapshot);
    }

    private sealed record Built(ReadRegistry Registry, Snapshot Snapshot);
}
