namespace Signalbox.Observability;

/// <summary>What tells one series of upstream attempts from another.</summary>
/// <param name="Deployment">provider/upstream-model.</param>
/// <param name="Code">Error code; empty for an attempt that answered.</param>
internal readonly record struct AttemptKey(string Deployment, string Code);
