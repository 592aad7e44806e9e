namespace Signalbox.Core.Pricing;

/// <summary>Prices that follow each other.</summary>
public static class PriceSchedule
{
    /// <summary>The price at a moment; null before the first begins.</summary>
    /// <param name="periods">In order, without gaps: each holds until the next begins.</param>
    /// <param name="at">Unix milliseconds.</param>
    public static ModelPrice? At(IReadOnlyList<PricePeriod> periods, long at)
    {
        for (var i = periods.Count - 1; i >= 0; i--)
            if (periods[i].From is not { } from || from <= at) return periods[i].Price;
        return null;
    }

    /// <summary>
    /// What is wrong with a list of periods, and where; null when nothing is. A list has one price at each moment from its beginning on: what ends where
    /// nothing follows leaves calls without a cost, and two at once leave it to chance.
    /// </summary>
    /// <param name="periods">Beginnings and ends, Unix milliseconds; null: open.</param>
    public static (int Index, string Field, string Message)? Fault(IReadOnlyList<(long? From, long? Until)> periods)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            var (from, until) = periods[i];
            if (from is null && i > 0) return (i, "from", "is required: only the first price may have held always.");
            if (until is { } end && from is { } begin && end <= begin) return (i, "until", "must be later than from.");
            if (i + 1 == periods.Count)
            {
                if (until is not null) return (i, "until", "leaves a gap: nothing follows, and later calls would have no cost. Leave it out.");
                continue;
            }
            if (periods[i + 1].From is not { } next) continue;
            if (from is { } own && next <= own) return (i + 1, "from", "must be later than that of the price before: prices stand in the order in which they hold.");
            if (until is { } last && last < next) return (i, "until", "leaves a gap until the next price begins, in which calls would have no cost. Leave it out, and the price holds until then.");
            if (until is { } over && over > next) return (i, "until", "overlaps with the next price. Leave it out, and the price holds until the next begins.");
        }
        return null;
    }
}
