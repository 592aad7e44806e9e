using Signalbox.Core.Ids;

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

    /// <summary>The same for a list that goes by ids.</summary>
    /// <exception cref="ProblemException">400 when <c>limit</c> is out of range, or <c>cursor</c> is none: a page would begin anywhere, or at the end.</exception>
    public static PageQuery OfIds(int? limit, string? cursor)
    {
        var page = From(limit, cursor);
        return page.Cursor is null || Ulid.IsValid(page.Cursor) ? page : throw NoCursor();
    }

    /// <summary>400 for a cursor that no page gave.</summary>
    public static ProblemException NoCursor() => ProblemException.Invalid("cursor", "is not a cursor of this list. Send next_cursor of the page before.");
}
