using Signalbox.Core.Access;
using Signalbox.Core.Assets;

namespace Signalbox.Access;

/// <summary>What a scope says of one kind of asset other than callable targets, as the audit trail keeps it.</summary>
internal sealed record KindAccessDraft
{
    /// <summary>The kind.</summary>
    public string AssetKind { get; set; } = "";

    /// <summary>inherit or restrict; means nothing for an organization.</summary>
    public string Mode { get; set; } = "inherit";

    /// <summary>What it grants of the kind.</summary>
    public IReadOnlyList<GrantDraft> Grants { get; set; } = [];

    /// <summary>From the stored form.</summary>
    public static KindAccessDraft From(AssetKind kind, AccessMode mode, IReadOnlyList<Grant> grants) =>
        new() { AssetKind = AssetKinds.Name(kind), Mode = AccessModes.Name(mode), Grants = [.. grants.Select(GrantDraft.From)] };
}
