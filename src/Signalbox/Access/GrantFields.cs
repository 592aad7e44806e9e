namespace Signalbox.Access;

/// <summary>A grant written as an object.</summary>
internal sealed record GrantFields
{
    /// <summary>Name of a target, a wildcard (gpt-*; * stands for any run of characters), or tag:NAME for all targets that carry the tag.</summary>
    public string? Asset { get; set; }

    /// <summary>From when it holds no more; left out, never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>dev, staging, prod: it holds only for callers in one of them; left out, everywhere.</summary>
    public IReadOnlyList<string> Environments { get; set; } = [];
}
