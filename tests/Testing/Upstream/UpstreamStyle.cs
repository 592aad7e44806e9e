namespace Testing.Upstream;

/// <summary>Whose habits a stream has, where servers of the same protocol differ.</summary>
public enum UpstreamStyle
{
    /// <summary>With <c>include_usage</c>, every chunk before the last carries <c>"usage":null</c> (R36).</summary>
    OpenAI,

    /// <summary>The first chunk has empty fields, no choices, and <c>prompt_filter_results</c> (R37).</summary>
    Azure,

    /// <summary>No <c>"usage":null</c>; a chunk with <c>finish_reason</c>, then one with usage alone (R33).</summary>
    Vllm,
}
