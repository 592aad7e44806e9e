namespace Signalbox.Access.Keys;

/// <summary>What a purge deleted.</summary>
/// <param name="Deleted">How many responses the database had; those of the last moment were still in memory, and are gone too.</param>
internal sealed record KeyResponsesPurged(int Deleted);
