using System.Diagnostics.CodeAnalysis;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>How a key stands.</summary>
internal sealed record ApiKeyChildView : ChildView
{
    [SetsRequiredMembers]
    public ApiKeyChildView(ChildFinding found, string teamId) : base(found)
    {
        Token = found.Id;
        KeyName = found.Name;
        TeamId = teamId;
    }

    /// <summary>The key's id; never its secret.</summary>
    public required string Token { get; init; }

    /// <summary>Its name.</summary>
    public required string KeyName { get; init; }

    /// <summary>The team it belongs to.</summary>
    public required string TeamId { get; init; }
}
