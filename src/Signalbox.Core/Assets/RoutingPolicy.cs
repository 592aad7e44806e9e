namespace Signalbox.Core.Assets;

/// <summary>Code of an operator's that orders the members of route groups: its active version, as calls need it.</summary>
public sealed record RoutingPolicy
{
    /// <summary>Identity (ULID).</summary>
    public required string Id { get; init; }

    /// <summary>Unique name; route groups refer to it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public RoutingPolicyKind Kind { get; init; }

    /// <summary>What it may see besides.</summary>
    public PolicyGrants Grants { get; init; }

    /// <summary>The version in force; 0 while none was activated.</summary>
    public long Version { get; init; }

    /// <summary>The script of that version; null for an external policy, and while no version is in force.</summary>
    public ScriptPolicy? Script { get; init; }

    /// <summary>Where that version asks; null for a script, and while no version is in force.</summary>
    public ExternalPolicy? External { get; init; }

    /// <summary>What an external policy is asked with, as it is stored: encrypted. Null when it needs none.</summary>
    public string? ProtectedCredential { get; init; }

    /// <summary>Grows by one with each change of the row.</summary>
    public long Revision { get; init; } = 1;
}

/// <summary>A version of a script.</summary>
/// <param name="Code">JavaScript, as the compiler made it of the operator's TypeScript.</param>
/// <param name="TimeoutMs">The longest that a run may take.</param>
/// <param name="MemoryBytes">The most that a run may allocate.</param>
public sealed record ScriptPolicy(string Code, int TimeoutMs, long MemoryBytes);

/// <summary>A version of an external policy.</summary>
public sealed record ExternalPolicy
{
    /// <summary>What is asked, by POST.</summary>
    public required string Url { get; init; }

    /// <summary>The only hosts that may be asked, exactly as they are named in URLs.</summary>
    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    /// <summary>Whether it may be asked without TLS.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Whether it may be at a private or loopback address.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>The longest that an answer may take, redirects and all.</summary>
    public int TimeoutMs { get; init; } = 250;

    /// <summary>The most bytes an answer may have.</summary>
    public int MaxAnswerBytes { get; init; } = 64 * 1024;

    /// <summary>Questions under way at once from one instance; further calls do without.</summary>
    public int MaxConcurrency { get; init; } = 32;

    /// <summary>How long an answer serves calls that ask just the same; 0 asks each time.</summary>
    public int CacheSeconds { get; init; }
}
