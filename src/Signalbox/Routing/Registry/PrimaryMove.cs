namespace Signalbox.Routing.Registry;

/// <summary>A change of a group's primary, about to be written down.</summary>
/// <param name="Action">promote, rollback or configure.</param>
/// <param name="From">The primary before; null for none.</param>
/// <param name="To">The primary after.</param>
internal sealed record PrimaryMove(string Action, RouteGroupMemberRow? From, RouteGroupMemberRow To)
{
    /// <summary>Why, in the author's words.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it was made although the evidence does not carry it.</summary>
    public bool Forced { get; init; }

    /// <summary>JSON of the evidence.</summary>
    public string? Evidence { get; init; }

    /// <summary>For a rollback, the change it undoes.</summary>
    public string? UndoesId { get; init; }
}
