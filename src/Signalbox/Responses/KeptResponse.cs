namespace Signalbox.Responses;

/// <summary>A response that its caller may ask for again.</summary>
/// <param name="KeyId">The key that made it; to all others it does not exist.</param>
/// <param name="Id">Its id.</param>
internal sealed record KeptResponse(string KeyId, string Id)
{
    /// <summary>What an entry costs besides its content, in bytes.</summary>
    private const int Overhead = 512;

    /// <summary>The provider that keeps it itself; null when only the gateway does.</summary>
    public string? ProviderId { get; init; }

    /// <summary>The response it goes on from; null when it begins a conversation.</summary>
    public string? PreviousId { get; init; }

    /// <summary>When it was made, in Unix milliseconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Question and answer; null when only its provider has them.</summary>
    public KeptContent? Content { get; init; }

    /// <summary>Whether it was deleted, which the database does not know yet.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Bytes it takes in memory.</summary>
    public long Size => Overhead + (Content?.Size ?? 0);
}
