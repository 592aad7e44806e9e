namespace Signalbox.Cli;

/// <summary>What <c>signalbox apply</c> was told.</summary>
/// <param name="File">The YAML file; <c>-</c> reads standard input.</param>
/// <param name="DryRun">Whether to show only what would change.</param>
/// <param name="Url">The gateway; null for the environment's.</param>
/// <param name="Reason">Why, for the audit trail; null for none.</param>
/// <param name="IfVersion">The registry version that a dry run showed; null for any.</param>
internal sealed record ApplyOptions(string File, bool DryRun = false, string? Url = null, string? Reason = null, long? IfVersion = null);
