namespace Signalbox.Import.LiteLlm;

/// <summary>An upstream account as the output has it. Deployments that agree in all of it share one provider.</summary>
internal sealed record ImportedProvider
{
    /// <summary>What the name begins with: whose account it is.</summary>
    public required string Label { get; init; }

    /// <summary>What tells it from others of the same label, if anything does.</summary>
    public string? Hint { get; init; }

    /// <summary>The kind, as YAML writes it.</summary>
    public required string Kind { get; init; }

    /// <summary>The base URL; null for the kind's own.</summary>
    public BaseUrl? BaseUrl { get; init; }

    /// <summary>The credential, as references only.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Azure OpenAI's <c>api-version</c>; null for its v1 API.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Microsoft Entra's tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>The application registered there.</summary>
    public string? ClientId { get; init; }

    /// <summary>Google Cloud's project.</summary>
    public string? Project { get; init; }

    /// <summary>Google Cloud's location.</summary>
    public string? Location { get; init; }

    /// <summary>The AWS region.</summary>
    public string? Region { get; init; }

    /// <summary>The AWS role to assume.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Longest wait for the first byte; null for the default.</summary>
    public int? FirstByteMs { get; init; }

    /// <summary>Longest pause within an answer; null for the default.</summary>
    public int? IdleMs { get; init; }

    /// <summary>Longest call with its retries; null for the default.</summary>
    public int? TotalMs { get; init; }

    /// <summary>Repeats of a failed attempt; null for the default.</summary>
    public int? Retries { get; init; }

    /// <summary>Headers added to each call.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether it is the same account used the same way.</summary>
    public bool IsSameAs(ImportedProvider other) =>
        this with { Headers = [], Hint = null } == other with { Headers = [], Hint = null } && Headers.SequenceEqual(other.Headers);
}
