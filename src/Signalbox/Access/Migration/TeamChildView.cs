using System.Diagnostics.CodeAnalysis;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>How a team stands.</summary>
internal sealed record TeamChildView : ChildView
{
    [SetsRequiredMembers]
    public TeamChildView(ChildFinding found) : base(found)
    {
        TeamId = found.Id;
        TeamAlias = found.Name;
    }

    /// <summary>The team.</summary>
    public required string TeamId { get; init; }

    /// <summary>Its name.</summary>
    public required string TeamAlias { get; init; }
}
