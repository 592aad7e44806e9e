namespace Testing.Upstream;

/// <summary>The tokens an upstream reports for one call. The defaults differ, so that a mix-up shows.</summary>
/// <param name="Prompt">Input tokens, the cached ones included.</param>
/// <param name="Completion">Output tokens, the reasoning ones included.</param>
/// <param name="Cached">Input tokens read from the provider's cache.</param>
/// <param name="Reasoning">Output tokens spent on reasoning.</param>
/// <param name="CacheWrite">Input tokens written to the provider's cache, by the APIs that tell.</param>
public sealed record UpstreamUsage(int Prompt = 20, int Completion = 10, int Cached = 4, int Reasoning = 2, int CacheWrite = 0);
