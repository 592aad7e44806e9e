using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Access.Migration;

/// <summary>All that decides who may use what in one organization.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Levels">Its teams, projects and users.</param>
/// <param name="Keys">Its keys that are not revoked.</param>
public sealed record OrganizationRows(ScopeRow Organization, IReadOnlyList<ScopeRow> Levels, IReadOnlyList<KeyRow> Keys)
{
    /// <summary>The same under another enforcement.</summary>
    public OrganizationRows Under(AccessEnforcement enforcement) => this with { Organization = Organization with { Enforcement = enforcement } };

    /// <summary>Compiles the rows as a snapshot does.</summary>
    /// <exception cref="InvalidDataException">A row refers to one that is not there, or is malformed.</exception>
    internal CompiledTenants Compile(AssetCatalog assets) =>
        TenantCompiler.Compile(assets, new RegistryState { Version = 0, Scopes = [Organization, .. Levels], Keys = Keys });
}
