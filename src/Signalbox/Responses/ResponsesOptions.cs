namespace Signalbox.Responses;

/// <summary>What is kept of responses, and for how long.</summary>
internal sealed record ResponsesOptions
{
    /// <summary><c>server.keep_responses</c>: whether any are kept; true unless set.</summary>
    public bool Keeps { get; init; } = true;

    /// <summary><c>server.response_retention_days</c>: how long; 30 days unless set, as at OpenAI.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Largest response that is kept, its input included, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most bytes that wait in memory for the database; beyond it the oldest are dropped.</summary>
    public long MaxPendingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Largest conversation that <c>previous_response_id</c> goes on from, in bytes.</summary>
    public long MaxConversationBytes { get; init; } = 64 * 1024 * 1024;
}
