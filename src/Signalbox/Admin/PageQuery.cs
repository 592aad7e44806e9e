namespace Signalbox.Admin;

/// <summary>The paging parameters every list takes.</summary>
/// <param name="Limit">Page size, 1 to 500; 100 unless told.</param>
/// <param name="Cursor">Where the last page ended; null for the first page.</param>
internal sealed record PageQuery(int Limit, string? Cursor)
{
    /// <summary>Reads <c>limit</c> and <c>cursor</c>.</summary>
    /// <exception cref="ProblemException">400 when <c>limit</c> is out of range.</exception>
    public static PageQuery From(int? limit, string? cursor)
    {
        if (limit is < 1 or > 500) throw ProblemException.Invalid("limit", "must be between 1 and 500.");
        return new(limit ?? 100, string.IsNullOrEmpty(cursor) ? null : cursor);
    }
}
