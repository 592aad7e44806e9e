using System.Text.Json.Serialization;
using Signalbox.Core.Access;

namespace Signalbox.Access;

/// <summary>
/// A grant as it is written: the name, wildcard or tag alone, or with conditions as an object. What needs no object is read back as a plain string.
/// </summary>
[JsonConverter(typeof(GrantDraftConverter))]
internal sealed record GrantDraft
{
    /// <summary>Name of a target, a wildcard (gpt-*), or tag:NAME.</summary>
    public required string? Asset { get; init; }

    /// <summary>From when it holds no more; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>dev, staging, prod: it holds only for callers in one of them; none for everywhere.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>A grant without conditions.</summary>
    public static GrantDraft Of(string asset) => new() { Asset = asset };

    /// <summary>As it is stored. Only for a draft that keeps the rules.</summary>
    public Grant ToGrant() => new(Asset!)
    {
        ExpiresAt = ExpiresAt?.ToUnixTimeMilliseconds(),
        Environments = EnvironmentNames.ParseAll(Environments),
    };

    /// <summary>From the stored form.</summary>
    public static GrantDraft From(Grant grant) => new()
    {
        Asset = grant.Asset,
        ExpiresAt = grant.ExpiresAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        Environments = EnvironmentNames.Of(grant.Environments),
    };
}
