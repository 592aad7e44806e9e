using System.Globalization;
using Signalbox.Core.Snapshots;
using Signalbox.Wire;

namespace Signalbox.Pipeline;

/// <summary>
/// One page of the list of models, as Anthropic's clients ask for it (https://docs.anthropic.com/en/api/models-list). Who asks for no page gets the whole
/// list, as one: not every client goes on where there is more.
/// </summary>
/// <param name="Targets">What is on it.</param>
/// <param name="HasMore">Whether there is more in the direction that was asked for.</param>
internal readonly record struct ModelPage(IReadOnlyList<CallableTarget> Targets, bool HasMore)
{
    private const int DefaultLimit = 20;
    private const int MostModels = 1000;

    /// <summary>Cuts the page out of the whole list, or says which parameter is wrong.</summary>
    public static ModelPage Of(IQueryCollection query, IReadOnlyList<CallableTarget> all, out RequestDefect? defect)
    {
        defect = null;
        var (after, before) = (query["after_id"].ToString(), query["before_id"].ToString());
        var hasLimit = query.TryGetValue("limit", out var asked);
        if (!hasLimit && after.Length == 0 && before.Length == 0) return new ModelPage(all, false);
        var limit = DefaultLimit;
        if (hasLimit && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostModels))
            defect = new RequestDefect($"\"limit\" must be a whole number from 1 to {MostModels}.", "limit");
        else if (after.Length > 0 && before.Length > 0)
            defect = new RequestDefect("\"before_id\" cannot be asked for beside \"after_id\". Send one of them.", "before_id");
        var (first, end) = (0, all.Count);
        if (after.Length > 0 && (first = Place(all, after) + 1) == 0)
            defect ??= new RequestDefect("\"after_id\" names no model of this key. Send the last_id of the page before.", "after_id");
        if (before.Length > 0 && (end = Place(all, before)) < 0)
            defect ??= new RequestDefect("\"before_id\" names no model of this key. Send the first_id of the page after.", "before_id");
        if (defect is not null) return default;
        var count = Math.Min(limit, end - first);
        var start = before.Length > 0 ? end - count : first;
        return new ModelPage([.. all.Skip(start).Take(count)], end - first > count);
    }

    private static int Place(IReadOnlyList<CallableTarget> all, string name)
    {
        for (var i = 0; i < all.Count; i++)
            if (all[i].Name == name) return i;
        return -1;
    }
}
