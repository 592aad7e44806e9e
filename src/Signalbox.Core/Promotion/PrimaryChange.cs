namespace Signalbox.Core.Promotion;

/// <summary>A change of a group's primary: what becomes of two entries, or why nothing does.</summary>
/// <param name="Refusal">Why not; <see cref="PromotionRefusal.None"/> when it is done.</param>
/// <param name="DemotedId">The entry that becomes a shadow; null when there is no primary now.</param>
/// <param name="PromotedId">The entry that becomes the primary; also set where a rollback is refused for it.</param>
/// <param name="UndoesId">For a rollback, the change it undoes.</param>
public sealed record PrimaryChange(PromotionRefusal Refusal, string? DemotedId = null, string? PromotedId = null, string? UndoesId = null);
