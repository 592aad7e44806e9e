using System.Globalization;
using Signalbox.Admin;
using Signalbox.Core.Reports;

namespace Signalbox.Reports;

/// <summary>The stretch of time that a report is about.</summary>
/// <param name="Since">Its first moment, Unix milliseconds; a multiple of a quarter of an hour.</param>
/// <param name="Until">The first moment after it; a multiple of a quarter of an hour.</param>
/// <param name="Zone">Whose days, weeks and months it is told in.</param>
internal sealed record ReportRange(long Since, long Until, TimeZoneInfo Zone)
{
    /// <summary>Reports reach no further than this.</summary>
    public const int MostDays = 1100;

    /// <summary>The units of <c>since</c>, in milliseconds.</summary>
    private static readonly Dictionary<char, long> Units = new() { ['m'] = 60_000, ['h'] = TimeSegments.HourMs, ['d'] = TimeSegments.DayMs, ['w'] = 7 * TimeSegments.DayMs };

    /// <summary>Reads it. Sums are kept per quarter of an hour: what begins or ends within one gets all of it.</summary>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="since">How long before now it begins, such as 24h; 24h unless told.</param>
    /// <param name="from">When it begins, instead.</param>
    /// <param name="to">When it ends; now unless told.</param>
    /// <param name="timeZone">IANA name; UTC unless told.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static ReportRange Read(FieldErrors errors, string? since, string? from, string? to, string? timeZone, long now)
    {
        var zone = ZoneOf(errors, timeZone);
        if (since is not null && from is not null) errors.Add("since", "cannot be together with from: one of them says when the report begins.");
        var end = to is null ? now : Time(errors, "to", to, zone) ?? now;
        var begin = from is not null ? Time(errors, "from", from, zone) ?? end : end - (Length(errors, since ?? "24h") ?? 0);
        if (errors.IsEmpty && begin >= end) errors.Add(from is null ? "to" : "from", "must be earlier than to.");
        if (errors.IsEmpty && (end - begin) / TimeSegments.DayMs >= MostDays) errors.Add(from is null ? "since" : "from", $"must be at most {MostDays} days before to.");
        return new(TimeSegments.Floor(begin, TimeSegments.QuarterMs), TimeSegments.Ceiling(end, TimeSegments.QuarterMs), zone);
    }

    private static TimeZoneInfo ZoneOf(FieldErrors errors, string? name)
    {
        if (name is null) return TimeZoneInfo.Utc;
        if (name.Length is > 0 and <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId) return zone;
        errors.Add("time_zone", "must be the IANA name of a time zone, such as Europe/Berlin.");
        return TimeZoneInfo.Utc;
    }

    private static long? Length(FieldErrors errors, string text)
    {
        if (text.Length is >= 2 and <= 7 && Units.TryGetValue(text[^1], out var unit)
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= MostDays * TimeSegments.DayMs / unit)
            return count * unit;
        errors.Add("since", $"must be a length of time such as 90m, 24h, 7d or 4w, at most {MostDays}d.");
        return null;
    }

    /// <summary>A time without an offset is one of the zone's clocks; of those that come twice it is the first.</summary>
    private static long? Time(FieldErrors errors, string name, string text, TimeZoneInfo zone)
    {
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local) && local.Kind == DateTimeKind.Unspecified)
        {
            while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
            var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
            if (local.Year is > 1971 and < 9000) return new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
        }
        // A plus that was not escaped has become a space.
        else if (DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is > 1971 and < 9000)
        {
            return time.ToUnixTimeMilliseconds();
        }
        errors.Add(name, "must be a time in ISO 8601, such as 2026-11-21, 2026-11-21T09:00 or 2026-11-21T09:00:00Z.");
        return null;
    }
}
