namespace Signalbox.Admin;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null on the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor)
{
    /// <summary>Cuts one row more than the limit into a page.</summary>
    /// <param name="rows">Up to <c>limit + 1</c> rows.</param>
    /// <param name="limit">Page size.</param>
    /// <param name="cursorOf">Names the place of the last item.</param>
    public static Page<T> Cut(IReadOnlyList<T> rows, int limit, Func<T, string> cursorOf) =>
        rows.Count <= limit ? new(rows, null) : new([.. rows.Take(limit)], cursorOf(rows[limit - 1]));
}
