namespace Signalbox.Readiness;

/// <summary>Something an operator should know about the gateway's state.</summary>
/// <param name="Code">Stable kebab-case word.</param>
/// <param name="Detail">What it means and what happens meanwhile.</param>
/// <param name="Blocks">Whether the gateway should get no traffic because of it.</param>
internal sealed record ReadinessReason(string Code, string Detail, bool Blocks);
