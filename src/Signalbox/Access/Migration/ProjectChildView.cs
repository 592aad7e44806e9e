using System.Diagnostics.CodeAnalysis;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>How a project stands; it has no legacy list.</summary>
internal sealed record ProjectChildView : ChildView
{
    [SetsRequiredMembers]
    public ProjectChildView(ChildFinding found, string teamId) : base(found)
    {
        ProjectId = found.Id;
        ProjectName = found.Name;
        TeamId = teamId;
    }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Its name.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The team it belongs to.</summary>
    public required string TeamId { get; init; }
}
