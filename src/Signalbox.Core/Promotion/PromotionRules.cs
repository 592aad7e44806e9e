using Signalbox.Core.Assets;

namespace Signalbox.Core.Promotion;

/// <summary>
/// How a group's primary changes. A promotion makes a shadow the primary, and the incumbent a shadow. A rollback undoes the newest change that
/// was not undone yet, so that rollbacks one after the other walk back step by step instead of going to and fro between two.
/// </summary>
public static class PromotionRules
{
    /// <summary>The primary among the entries: the oldest, should there ever be two.</summary>
    public static RegistryEntry? FindPrimary(IEnumerable<RegistryEntry> entries) =>
        entries.Where(entry => entry.Status == RegistryStatus.Primary).MinBy(entry => entry.Id, StringComparer.Ordinal);

    /// <summary>Makes an entry the primary.</summary>
    public static PrimaryChange Promote(IReadOnlyCollection<RegistryEntry> entries, string id) => entries.FirstOrDefault(entry => entry.Id == id) switch
    {
        null => new(PromotionRefusal.Unknown),
        { Status: RegistryStatus.Primary } => new(PromotionRefusal.AlreadyPrimary),
        { Status: RegistryStatus.Shadow } => new(PromotionRefusal.None, FindPrimary(entries)?.Id, id),
        _ => new(PromotionRefusal.Retired),
    };

    /// <summary>Undoes the newest change that was not undone.</summary>
    /// <param name="entries">The group's entries.</param>
    /// <param name="history">All changes of its primary, oldest first.</param>
    public static PrimaryChange RollBack(IReadOnlyCollection<RegistryEntry> entries, IReadOnlyList<PastPromotion> history)
    {
        if (FindUndoable(history) is not { FromId: { } target } newest) return new(PromotionRefusal.NothingToUndo);
        var refusal = entries.FirstOrDefault(entry => entry.Id == target) switch
        {
            null => PromotionRefusal.TargetGone,
            { Status: RegistryStatus.Primary } => PromotionRefusal.AlreadyPrimary,
            { Status: RegistryStatus.Shadow } => PromotionRefusal.None,
            _ => PromotionRefusal.TargetRetired,
        };
        return new(refusal, FindPrimary(entries)?.Id, target, newest.Id);
    }

    /// <summary>The change that a rollback would undo; null when there is none.</summary>
    /// <param name="history">All changes, oldest first.</param>
    public static PastPromotion? FindUndoable(IReadOnlyList<PastPromotion> history)
    {
        var undone = new HashSet<string>(StringComparer.Ordinal);
        for (var i = history.Count - 1; i >= 0; i--)
        {
            if (history[i].UndoesId is { } id) undone.Add(id);
            else if (!undone.Contains(history[i].Id)) return history[i];
        }
        return null;
    }
}
