using System.Text.Json;

namespace Signalbox.Policies;

/// <summary>A row of <c>policy_versions</c>.</summary>
internal sealed record PolicyVersionRow
{
    public required string PolicyId { get; init; }
    public long Version { get; init; }
    /// <summary>JSON form of <see cref="PolicyTerms"/>.</summary>
    public required string Terms { get; init; }
    /// <summary>The JavaScript that the compiler made of a script.</summary>
    public string? Code { get; init; }
    public string? Note { get; init; }
    public required string Actor { get; init; }
    public long At { get; init; }

    /// <summary>What it does, read.</summary>
    public PolicyTerms ReadTerms() => JsonSerializer.Deserialize(Terms, PolicyJson.Default.PolicyTerms)!;
}
