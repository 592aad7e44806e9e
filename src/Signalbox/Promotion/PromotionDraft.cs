namespace Signalbox.Promotion;

/// <summary>What may be said with a promotion or a rollback. All of it may be left out.</summary>
internal sealed record PromotionDraft
{
    /// <summary>Why, for the history and the audit trail; one line of at most 500 characters.</summary>
    public string? Reason { get; set; }

    /// <summary>Promotes although the group's promotion rule is not met. Needs a reason, and is audited.</summary>
    public bool Force { get; set; }
}
