namespace Signalbox.Usage;

/// <summary>Settings of usage.</summary>
/// <param name="Retention">How long single calls are kept; null for ever. Their sums stay in any case.</param>
internal sealed record UsageOptions(TimeSpan? Retention);
