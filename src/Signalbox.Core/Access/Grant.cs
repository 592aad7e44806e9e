using System.Text.Json.Serialization;
using Signalbox.Core.Assets;

namespace Signalbox.Core.Access;

/// <summary>
/// Allows assets at a scope: one by its exact name, all whose name fits a wildcard (<c>gpt-*</c>; only <c>*</c> stands for anything), or all that
/// carry a tag (<c>tag:NAME</c>). It may hold for a time and in some environments only.
/// </summary>
/// <param name="Asset">Name, wildcard or tag.</param>
[JsonConverter(typeof(GrantJson))]
public sealed record Grant(string Asset)
{
    /// <summary>What a tag begins with. No asset's name does.</summary>
    public const string TagPrefix = "tag:";

    /// <summary>What kind of assets it allows.</summary>
    public AssetKind Kind { get; init; }

    /// <summary>Unix milliseconds from which it holds no more; null for never.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Where it holds; <see cref="Environments.None"/> for everywhere.</summary>
    public Environments Environments { get; init; }

    /// <summary>How it names assets.</summary>
    public GrantForm Form =>
        Asset.StartsWith(TagPrefix, StringComparison.Ordinal) ? GrantForm.Tag
        : Asset.Contains(Wildcard.Any) ? GrantForm.Wildcard
        : GrantForm.Exact;

    /// <summary>Whether it holds at all times and everywhere.</summary>
    public bool IsUnconditional => ExpiresAt is null && Environments == Environments.None;

    /// <summary>Whether it holds now, for a caller in that environment.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="caller">The caller's one environment, or none.</param>
    public GrantState StateAt(long now, Environments caller) =>
        now >= ExpiresAt ? GrantState.Expired
        : Environments != Environments.None && (Environments & caller) == 0 ? GrantState.OtherEnvironment
        : GrantState.Holds;
}
