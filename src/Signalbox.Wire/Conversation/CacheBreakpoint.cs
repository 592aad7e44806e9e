namespace Signalbox.Wire.Conversation;

/// <summary>The end of a prefix that the provider is to cache (https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching).</summary>
/// <param name="TimeToLive"><c>5m</c> or <c>1h</c>; null is the provider's default.</param>
public sealed record CacheBreakpoint(string? TimeToLive);
