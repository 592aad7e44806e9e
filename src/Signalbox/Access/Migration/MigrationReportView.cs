using System.Diagnostics.CodeAnalysis;

namespace Signalbox.Access.Migration;

/// <summary>How organizations stand on the way from legacy allow-lists to enforced grants.</summary>
internal record MigrationReportView
{
    [SetsRequiredMembers]
    public MigrationReportView(MigrationReading reading, MigrationFilter filter, ReportExtent extent, IReadOnlyList<OrganizationReportView> organizations)
    {
        Version = reading.Version;
        OrganizationId = filter.OrganizationId;
        Detail = extent.Detail;
        Filters = new(filter.StateNames);
        CallableCatalog = new(reading.Catalog.Names.Count, reading.Catalog.Names);
        Summary = new(organizations);
        Organizations = organizations;
    }

    /// <summary>The version of the registry that was looked at; a backfill takes it as if_version.</summary>
    public required long Version { get; init; }

    /// <summary>The one organization that was asked for; null for all.</summary>
    public required string? OrganizationId { get; init; }

    /// <summary>Whether the levels below each organization are listed, or counted only.</summary>
    public required bool Detail { get; init; }

    /// <summary>What else was asked for.</summary>
    public required MigrationFiltersView Filters { get; init; }

    /// <summary>What can be granted, also what is switched off.</summary>
    public required MigrationCatalogView CallableCatalog { get; init; }

    /// <summary>The organizations below, counted.</summary>
    public required MigrationSummaryView Summary { get; init; }

    /// <summary>Each organization that was asked for.</summary>
    public required IReadOnlyList<OrganizationReportView> Organizations { get; init; }
}

/// <summary>What a report was asked for.</summary>
/// <param name="RolloutStates">States of organizations; empty for all.</param>
internal sealed record MigrationFiltersView(IReadOnlyList<string> RolloutStates);

/// <summary>What can be granted.</summary>
/// <param name="Total">How much.</param>
/// <param name="Keys">The names, in order.</param>
internal sealed record MigrationCatalogView(int Total, IReadOnlyList<string> Keys);
