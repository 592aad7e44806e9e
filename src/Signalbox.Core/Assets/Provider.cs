using Signalbox.Core.Routing.Health;

namespace Signalbox.Core.Assets;

/// <summary>An upstream account: where calls go and how they are sent.</summary>
public sealed record Provider
{
    /// <summary>Identity (ULID).</summary>
    public required string Id { get; init; }

    /// <summary>Unique name; YAML and API refer to a provider by it.</summary>
    public required string Name { get; init; }

    /// <summary>The protocol it speaks.</summary>
    public required ProviderKind Kind { get; init; }

    /// <summary>Base URL without a trailing slash, including the version segment, for example <c>https://api.openai.com/v1</c>.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The credential as it is stored: encrypted. Null when the upstream needs none.</summary>
    public string? ProtectedCredential { get; init; }

    /// <summary>Whether the host may resolve to private or loopback addresses.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>Whether plain HTTP is allowed.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Whether calls may be sent to it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How long each part of a call may take.</summary>
    public CallTimeouts Timeouts { get; init; } = new();

    /// <summary>How many times a failed attempt may be repeated at one deployment, before the first byte is sent. 0 to 5.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Whether it understands <c>stream_options.include_usage</c>; without it, streamed calls carry no token counts.</summary>
    public bool StreamUsage { get; init; } = true;

    /// <summary>Azure OpenAI: the dated version of the API, <c>2025-04-01-preview</c>; null for its undated v1 API.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Azure OpenAI with Entra ID: the tenant the application lives in.</summary>
    public string? TenantId { get; init; }

    /// <summary>Azure OpenAI with Entra ID: the application or managed identity that calls.</summary>
    public string? ClientId { get; init; }

    /// <summary>Vertex AI: the Google Cloud project that is billed.</summary>
    public string? Project { get; init; }

    /// <summary>Vertex AI: where models run, <c>global</c> or a region such as <c>europe-west4</c>.</summary>
    public string? Location { get; init; }

    /// <summary>Bedrock: the AWS region, <c>eu-central-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>Bedrock: a role to assume before calling; null to call as who the credential says.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Headers added to each call, in order.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>OpenAI-compatible: which server it is, as the data on chat servers names it; null to go by the host.</summary>
    public string? Server { get; init; }

    /// <summary>When its deployments are taken for broken or throttled.</summary>
    public HealthPolicy Health { get; init; } = new();

    /// <summary>What becomes of a call when its caller goes away before the end.</summary>
    public DisconnectPolicy Disconnect { get; init; } = new();

    /// <summary>Grows by one with each change of the row.</summary>
    public long Revision { get; init; } = 1;
}
