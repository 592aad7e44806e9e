using System.Diagnostics.CodeAnalysis;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>How a user stands.</summary>
internal sealed record UserChildView : ChildView
{
    [SetsRequiredMembers]
    public UserChildView(ChildFinding found, string? email) : base(found)
    {
        UserId = found.Id;
        UserName = found.Name;
        UserEmail = email;
        TeamId = null;
    }

    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>Its name.</summary>
    public required string UserName { get; init; }

    /// <summary>The address, if it is known.</summary>
    public required string? UserEmail { get; init; }

    /// <summary>Always null: a user belongs to the organization, not to a team.</summary>
    public required string? TeamId { get; init; }
}
