namespace Signalbox.Core.Promotion;

/// <summary>One change of a group's primary, as the history keeps it.</summary>
/// <param name="Id">Identity (ULID).</param>
/// <param name="FromId">The entry that was primary before; null when there was none.</param>
/// <param name="ToId">The entry that is primary since.</param>
/// <param name="UndoesId">For a rollback, the change that it undid; null for any other.</param>
public sealed record PastPromotion(string Id, string? FromId, string ToId, string? UndoesId);
