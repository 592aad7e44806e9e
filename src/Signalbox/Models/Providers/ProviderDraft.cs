namespace Signalbox.Models.Providers;

/// <summary>The writable fields of a provider.</summary>
internal sealed record ProviderDraft
{
    /// <summary>Unique name; fixed once made. 1 to 64 of <c>a-z A-Z 0-9 . _ -</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The protocol and type of account: openai, azure_openai, anthropic, gemini, vertex, bedrock, openai_compatible or demo.</summary>
    public string? Kind { get; set; }

    /// <summary>
    /// Base URL including the version segment; may be left out for openai, anthropic, gemini, vertex, bedrock and demo. For azure_openai the resource's
    /// endpoint, <c>https://name.openai.azure.com</c>.
    /// </summary>
    public string? BaseUrl { get; set; }

    /// <summary>
    /// The upstream credential. Write-only; left out it stays, empty it is removed. A key; for vertex the JSON key of a service account, or an API key; for bedrock
    /// <c>access-key-id:secret[:session-token]</c> or a Bedrock API key; for azure_openai with a client_id the secret of that application. Without one,
    /// azure_openai, vertex and bedrock are called as who the gateway runs as.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>Whether the host may resolve to private or loopback addresses.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>Whether plain HTTP is allowed.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Whether calls may be sent to it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Bounds of a call; each left out keeps its default.</summary>
    public TimeoutsDraft Timeouts { get; set; } = new();

    /// <summary>Repeats of a failed attempt before the first byte is sent, 0 to 5.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>Whether it understands <c>stream_options.include_usage</c>.</summary>
    public bool StreamUsage { get; set; } = true;

    /// <summary>azure_openai: the dated version of the API, such as <c>2025-04-01-preview</c>; left out, the undated v1 API is called.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>azure_openai with Entra ID: the tenant.</summary>
    public string? TenantId { get; set; }

    /// <summary>azure_openai with Entra ID: the application whose secret api_key is, or the managed identity to call as.</summary>
    public string? ClientId { get; set; }

    /// <summary>vertex: the Google Cloud project.</summary>
    public string? Project { get; set; }

    /// <summary>vertex: <c>global</c> or a region such as <c>europe-west4</c>.</summary>
    public string? Location { get; set; }

    /// <summary>bedrock: the AWS region, such as <c>eu-central-1</c>.</summary>
    public string? Region { get; set; }

    /// <summary>bedrock: a role to assume before calling.</summary>
    public string? RoleArn { get; set; }

    /// <summary>Headers added to each call. Not for credentials.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Which server an openai_compatible provider is (vllm, ollama, mistral and so on), for what translated calls may say to it; left out, it goes by the host.</summary>
    public string? Server { get; set; }

    /// <summary>When its deployments are taken for broken or throttled, and how they come back; each left out keeps its default.</summary>
    public ProviderHealthDraft Health { get; set; } = new();

    /// <summary>What becomes of a call when its caller goes away before the end; each left out keeps its default.</summary>
    public ProviderDisconnectDraft Disconnect { get; set; } = new();
}

/// <summary>The four bounds of a call in milliseconds.</summary>
internal sealed record TimeoutsDraft
{
    /// <summary>Until the connection stands; 100 to 60,000.</summary>
    public int ConnectMs { get; set; } = 10_000;

    /// <summary>Until the first byte of the answer; 100 to 3,600,000.</summary>
    public int FirstByteMs { get; set; } = 120_000;

    /// <summary>Between two reads of the answer; 100 to 3,600,000.</summary>
    public int IdleMs { get; set; } = 120_000;

    /// <summary>For the whole call with its retries; 100 to 86,400,000.</summary>
    public int TotalMs { get; set; } = 900_000;
}
