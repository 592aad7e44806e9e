namespace Signalbox.Access.Changes;

/// <summary>Who would gain and who would lose what, now.</summary>
/// <param name="Version">The version of the registry it was computed at.</param>
/// <param name="Etag">What to send as If-Match with the write, so that it is refused when the registry has moved on.</param>
/// <param name="KeysReached">Live keys that a changed scope judges.</param>
/// <param name="KeysGaining">How many of them would gain something.</param>
/// <param name="KeysLosing">How many of them would lose something.</param>
/// <param name="Gained">Pairs of key and target that would become allowed.</param>
/// <param name="Lost">Pairs of key and target that would no longer be allowed.</param>
/// <param name="Items">A page of the pairs, by key.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null on the last.</param>
internal sealed record AccessPreviewView(
    long Version, string Etag, int KeysReached, int KeysGaining, int KeysLosing, long Gained, long Lost,
    IReadOnlyList<AccessEffectView> Items, string? NextCursor);

/// <summary>One answer that would change.</summary>
/// <param name="KeyId">Whose.</param>
/// <param name="Key">The key's name.</param>
/// <param name="Prefix">First eight characters of its secret.</param>
/// <param name="Organization">Where it belongs.</param>
/// <param name="Team">The team.</param>
/// <param name="Project">The project; null for a key of the team itself.</param>
/// <param name="User">The user it is bound to, if any.</param>
/// <param name="AssetKind">What kind of thing.</param>
/// <param name="Asset">What it would gain or lose.</param>
/// <param name="Effect">gains or loses.</param>
/// <param name="Rule">The rule that would decide.</param>
internal sealed record AccessEffectView(
    string KeyId, string Key, string Prefix, string Organization, string? Team, string? Project, string? User,
    string AssetKind, string Asset, string Effect, string Rule);
