using Signalbox.Core.Assets;

namespace Signalbox.Pipeline.Policies;

/// <summary>What a policy is told of a request: its shape and whose it is, and no word of it unless the operator granted that.</summary>
internal sealed record PolicyFacts
{
    /// <summary>The API it is written for: chat_completions, responses, messages or embeddings.</summary>
    public required string Api { get; init; }

    /// <summary>Whether the answer is streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>What it makes use of.</summary>
    public ModelCapabilities Needs { get; init; }

    /// <summary>Estimated tokens of the prompt.</summary>
    public long InputTokens { get; init; }

    /// <summary>The most tokens the answer may have; null when the caller leaves that open.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Bytes of text in the prompt.</summary>
    public long TextBytes { get; init; }

    /// <summary>When it arrived, Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>The caller's organization, and so on down to the key; null where there is none.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The team.</summary>
    public string? TeamId { get; init; }

    /// <summary>The project.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The user.</summary>
    public string? UserId { get; init; }

    /// <summary>The key.</summary>
    public string? KeyId { get; init; }

    /// <summary>dev, staging or prod.</summary>
    public string? Environment { get; init; }

    /// <summary>The rest, where it is granted.</summary>
    public GrantedFacts? Granted { get; init; }
}

/// <summary>What a policy is told only where the operator granted it.</summary>
internal sealed record GrantedFacts
{
    /// <summary>Whether metadata is granted.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>Whether prompts are granted.</summary>
    public bool HasPrompts { get; init; }

    /// <summary>Names of organization, team, project, user and key.</summary>
    public IReadOnlyList<string?> Names { get; init; } = [];

    /// <summary>The session as the client names it.</summary>
    public string? Session { get; init; }

    /// <summary>The request's own metadata as JSON; empty when it has none.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The whole request as JSON; empty when it is not at hand, or longer than is passed on.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
