using Signalbox.Admin;

namespace Signalbox.Policies;

/// <summary>A policy as the API shows it.</summary>
/// <param name="Id">Identity (ULID).</param>
/// <param name="Name">Unique name; route groups refer to it.</param>
/// <param name="Kind">script or external.</param>
/// <param name="Description">For people.</param>
/// <param name="Grant">What it may see beyond the request's shape and the members' state.</param>
/// <param name="HasCredential">Whether an external policy is asked with a credential.</param>
/// <param name="ActiveVersion">The version in force; null while none is.</param>
/// <param name="LatestVersion">The newest version.</param>
/// <param name="Owner">api or yaml.</param>
/// <param name="Etag">Of this state.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
internal sealed record PolicyView(
    string Id, string Name, string Kind, string? Description, IReadOnlyList<string> Grant, bool HasCredential, long? ActiveVersion, long LatestVersion, string Owner, string Etag,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>A row as the API shows it.</summary>
    public static PolicyView Of(PolicyRow row) => new(
        row.Id, row.Name, row.Kind, row.Description, row.ReadGrants(), row.Credential is not null, row.ActiveVersion == 0 ? null : row.ActiveVersion, row.LatestVersion, row.Owner,
        Preconditions.ETag(row.Revision), DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt));
}

/// <summary>A version of a policy. It never changes.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Note">What it is for.</param>
/// <param name="Actor">Who wrote it.</param>
/// <param name="At">When.</param>
/// <param name="Script">The script, where the policy is one.</param>
/// <param name="External">Whom it asks, where the policy is external.</param>
internal sealed record PolicyVersionView(long Version, string? Note, string Actor, DateTimeOffset At, ScriptDraft? Script, ExternalDraft? External)
{
    /// <summary>A row as the API shows it.</summary>
    public static PolicyVersionView Of(PolicyVersionRow row)
    {
        var terms = row.ReadTerms();
        return new(row.Version, row.Note, row.Actor, DateTimeOffset.FromUnixTimeMilliseconds(row.At), terms.Script, terms.External);
    }
}

/// <summary>That a version came into force.</summary>
/// <param name="Id">Identity (ULID).</param>
/// <param name="Action">activate or rollback.</param>
/// <param name="Version">The version.</param>
/// <param name="Previous">The one before; null when there was none.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
internal sealed record PolicyActivationView(string Id, string Action, long Version, long? Previous, string Actor, string? Reason, DateTimeOffset At)
{
    /// <summary>A row as the API shows it.</summary>
    public static PolicyActivationView Of(PolicyActivationRow row) =>
        new(row.Id, row.Action, row.Version, row.Previous == 0 ? null : row.Previous, row.Actor, row.Reason, DateTimeOffset.FromUnixTimeMilliseconds(row.At));
}
