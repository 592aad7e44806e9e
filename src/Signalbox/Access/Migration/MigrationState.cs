using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>All organizations and what can be granted, as they stood at one version of the registry.</summary>
internal sealed record MigrationState(long Version, MigrationCatalog Catalog, IReadOnlyList<StoredOrganization> Organizations);
