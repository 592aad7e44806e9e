namespace Signalbox.Core.Limits;

/// <summary>The names of the calendar's periods.</summary>
public static class LimitPeriods
{
    private static readonly (string Name, LimitPeriod Period)[] Calendar =
        [("hour", LimitPeriod.Hour), ("day", LimitPeriod.Day), ("week", LimitPeriod.Week), ("month", LimitPeriod.Month)];

    /// <summary>All names.</summary>
    public static readonly IReadOnlyList<string> Names = [.. Calendar.Select(c => c.Name)];

    /// <summary>The name of a period of the calendar.</summary>
    public static string Name(LimitPeriod period) => Calendar.Single(c => c.Period == period).Name;

    /// <summary>The period of that name, or null.</summary>
    public static LimitPeriod? Parse(string name) => Calendar.Where(c => c.Name == name).Select(c => (LimitPeriod?)c.Period).FirstOrDefault();
}
