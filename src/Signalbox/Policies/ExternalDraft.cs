using Signalbox.Core.Assets;

namespace Signalbox.Policies;

/// <summary>A version of an external policy.</summary>
internal sealed record ExternalDraft
{
    /// <summary>What is asked, by POST: https, without a user name, password or fragment.</summary>
    public string? Url { get; set; }

    /// <summary>The only hosts that may be asked, each exactly as it stands in a URL; the URL's own must be among them. 1 to 16. Redirects to any other are refused.</summary>
    public IReadOnlyList<string> AllowHosts { get; set; } = [];

    /// <summary>Whether these hosts may be asked without TLS: an exception, for a network that is trusted.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Whether these hosts may be at private or loopback addresses.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>Milliseconds that an answer may take, redirects and all, 1 to 5,000.</summary>
    public int TimeoutMs { get; set; } = 250;

    /// <summary>KiB that an answer may have, 1 to 1,024.</summary>
    public int MaxAnswerKb { get; set; } = 64;

    /// <summary>Questions under way at once from each instance, 1 to 1,000; further calls go by the fallback strategy.</summary>
    public int MaxConcurrency { get; set; } = 32;

    /// <summary>Seconds that an answer serves calls that ask just the same, 0 to 3,600; 0 asks each time.</summary>
    public int CacheSeconds { get; set; }

    /// <summary>As the snapshot needs it.</summary>
    public ExternalPolicy ToPolicy() => new()
    {
        Url = Url!,
        AllowHosts = AllowHosts,
        AllowHttp = AllowHttp,
        AllowPrivate = AllowPrivate,
        TimeoutMs = TimeoutMs,
        MaxAnswerBytes = MaxAnswerKb * 1024,
        MaxConcurrency = MaxConcurrency,
        CacheSeconds = CacheSeconds,
    };
}
