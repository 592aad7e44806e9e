namespace Signalbox.Core.Snapshots;

/// <summary>One secret by which a principal may be known, and until when.</summary>
/// <param name="Principal">Whose secret it is.</param>
/// <param name="ValidUntil">Unix milliseconds from which it no longer works; <see cref="long.MaxValue"/> for never.</param>
public readonly record struct KeyCredential(KeyPrincipal Principal, long ValidUntil);
