namespace Signalbox.Core.Limits;

/// <summary>The stretch of time in which a limit counts.</summary>
public enum LimitPeriod
{
    /// <summary>None: what is under way now counts.</summary>
    Now,

    /// <summary>No window but a pace: as many at once as the amount, then one after the other as they are allowed per minute.</summary>
    Burst,

    /// <summary>The last sixty seconds, whenever they are looked at.</summary>
    Minute,

    /// <summary>An hour of the clock.</summary>
    Hour,

    /// <summary>A day of the calendar.</summary>
    Day,

    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>A month of the calendar.</summary>
    Month,
}
