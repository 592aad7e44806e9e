namespace Testing.Upstream;

/// <summary>Why the model's answer ends. Each API says it in its own words, or not at all.</summary>
public enum UpstreamEnd
{
    /// <summary>All is said, or the tools are called.</summary>
    Complete,

    /// <summary>The bound on tokens is reached.</summary>
    Length,

    /// <summary><see cref="UpstreamBehavior.StopSequence"/> came up.</summary>
    StopSequence,

    /// <summary>A filter of the provider held the rest back.</summary>
    ContentFilter,

    /// <summary>The model declines; <see cref="UpstreamBehavior.Text"/> is what it says to that.</summary>
    Refusal,
}
