namespace Gateway.Tests.Matrix.Answering;

/// <summary>Tokens of an answer; null is not told.</summary>
/// <param name="Input">All input, cached or not.</param>
/// <param name="Output">All output.</param>
/// <param name="Cached">Of the input, what the cache served.</param>
/// <param name="CacheWrite">Of the input, what the cache took.</param>
/// <param name="Reasoning">Of the output, what was thought.</param>
internal sealed record ReplyUsage(long? Input, long? Output, long? Cached, long? CacheWrite, long? Reasoning);
