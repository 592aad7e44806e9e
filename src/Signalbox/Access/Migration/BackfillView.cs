using System.Diagnostics.CodeAnalysis;

namespace Signalbox.Access.Migration;

/// <summary>What a backfill did: a fresh report of the organizations that were meant, and what was written.</summary>
internal sealed record BackfillView : MigrationReportView
{
    [SetsRequiredMembers]
    public BackfillView(MigrationReportView report, bool dryRun, AppliedView applied, IReadOnlyList<BackfillFailureView> failures) : base(report)
    {
        DryRun = dryRun;
        Applied = applied;
        Failures = failures;
    }

    /// <summary>Whether nothing was written, and applied says what would have been.</summary>
    public required bool DryRun { get; init; }

    /// <summary>What was written, counted.</summary>
    public required AppliedView Applied { get; init; }

    /// <summary>Organizations in which nothing was written although there was something to write. The others are done.</summary>
    public required IReadOnlyList<BackfillFailureView> Failures { get; init; }
}

/// <summary>Why nothing was written in one organization.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="OrganizationName">Its name.</param>
/// <param name="Code">Stable word for the reason.</param>
/// <param name="Reason">What is wrong and what to do.</param>
internal sealed record BackfillFailureView(string OrganizationId, string OrganizationName, string Code, string Reason);
