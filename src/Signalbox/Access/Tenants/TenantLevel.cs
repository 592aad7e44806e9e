using System.Text.Json.Serialization.Metadata;
using Signalbox.Core.Access;

namespace Signalbox.Access.Tenants;

/// <summary>How one level of the tenant tree looks in the API. One set of endpoints serves all four levels.</summary>
/// <param name="Kind">The level.</param>
/// <param name="Path">Its path below the admin base.</param>
/// <param name="Tag">Its heading in the API reference.</param>
/// <param name="Permission">The object part of its permissions.</param>
/// <param name="Type">JSON form of the draft.</param>
/// <param name="ToTenant">To the common form.</param>
/// <param name="FromTenant">From the common form.</param>
internal sealed record TenantLevel<TDraft>(
    ScopeKind Kind, string Path, string Tag, string Permission, JsonTypeInfo<TDraft> Type,
    Func<TDraft, TenantDraft> ToTenant, Func<TenantDraft, TDraft> FromTenant)
{
    /// <summary>The level's name in messages.</summary>
    public string Name => AccessModes.Name(Kind);
}
