namespace Signalbox.Wire.Conversation;

/// <summary>A piece of a turn.</summary>
public abstract record ContentPart
{
    /// <summary>Set where the caller marked the end of a prefix to be cached (Anthropic's <c>cache_control</c>).</summary>
    public CacheBreakpoint? Cache { get; init; }
}
