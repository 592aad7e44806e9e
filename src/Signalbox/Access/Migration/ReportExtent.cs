using Signalbox.Admin;

namespace Signalbox.Access.Migration;

/// <summary>How much a report tells of each organization.</summary>
/// <param name="Detail">Whether it lists the levels below, or only counts them.</param>
/// <param name="Limit">How many levels of the one organization it lists; null for all.</param>
/// <param name="Cursor">After which of them it begins; null for the first.</param>
internal sealed record ReportExtent(bool Detail, int? Limit, string? Cursor)
{
    /// <summary>Reads the parameters.</summary>
    /// <exception cref="ProblemException">400 for pages of levels without one organization or without detail.</exception>
    public static ReportExtent Parse(bool? detail, int? limit, string? cursor, string? organizationId)
    {
        var isPaged = limit is not null || !string.IsNullOrEmpty(cursor);
        if (isPaged && string.IsNullOrWhiteSpace(organizationId)) throw ProblemException.Invalid("limit", "pages the levels of one organization: give organization_id too.");
        if (isPaged && detail == false) throw ProblemException.Invalid("detail", "must be true for pages of levels.");
        var page = isPaged ? PageQuery.From(limit, cursor) : null;
        return new(detail ?? true, page?.Limit, page?.Cursor);
    }
}
