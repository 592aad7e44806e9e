namespace Signalbox.Models.Providers;

/// <summary>The writable fields of a provider.</summary>
internal sealed record ProviderDraft
{
    /// <summary>Unique name; fixed once made. 1 to 64 of <c>a-z A-Z 0-9 . _ -</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The protocol: openai, openai_compatible, anthropic or demo.</summary>
    public string? Kind { get; set; }

    /// <summary>Base URL including the version segment; may be left out for openai, anthropic and demo.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The upstream credential. Write-only; left out it stays, empty it is removed.</summary>
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

    /// <summary>Headers added to each call. Not for credentials.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Which server an openai_compatible provider is (vllm, ollama, mistral and so on), for what translated calls may say to it; left out, it goes by the host.</summary>
    public string? Server { get; set; }
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
