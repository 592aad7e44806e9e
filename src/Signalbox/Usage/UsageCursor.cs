using System.Globalization;
using Signalbox.Admin;

namespace Signalbox.Usage;

/// <summary>A place in the list of calls: the last one shown.</summary>
internal sealed record UsageCursor(long StartedAt, string RequestId)
{
    /// <summary>Reads the text form; null for the first page.</summary>
    /// <exception cref="ProblemException">400 when it is not one.</exception>
    public static UsageCursor? Parse(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('.', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new(at, parts[1])
            : throw PageQuery.NoCursor();
    }

    /// <summary>The text form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartedAt}.{RequestId}");
}
