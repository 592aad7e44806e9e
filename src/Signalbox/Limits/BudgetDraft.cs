namespace Signalbox.Limits;

/// <summary>How much calls may cost in a period.</summary>
internal sealed record BudgetDraft
{
    /// <summary>US dollars, to six places.</summary>
    public decimal? Amount { get; set; }

    /// <summary>hour, day, week or month of the calendar.</summary>
    public string? Period { get; set; }

    /// <summary>Whether calls beyond it are refused; true unless set. A soft budget only tells when its thresholds are reached.</summary>
    public bool Hard { get; set; } = true;

    /// <summary>Whether a stream that gets dearer than was held for it is ended when the budget is used up: as one that reached its length.</summary>
    public bool CutOff { get; set; }

    /// <summary>Per cent of the amount that are told when they are reached; 70, 90 and 100 unless set.</summary>
    public IReadOnlyList<int>? Thresholds { get; set; }

    /// <summary>Whose days, weeks and months: an IANA name such as Europe/Berlin; UTC unless set.</summary>
    public string? TimeZone { get; set; }

    /// <summary>More for a time.</summary>
    public BudgetRaiseDraft? Raise { get; set; }
}

/// <summary>A raise of a budget that ends by itself.</summary>
internal sealed record BudgetRaiseDraft
{
    /// <summary>US dollars more.</summary>
    public decimal? Amount { get; set; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? Until { get; set; }
}
