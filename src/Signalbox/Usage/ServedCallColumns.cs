using Signalbox.Usage.Rollups;
using Column = Signalbox.Usage.BulkColumn<Signalbox.Usage.UsageRecord>;

namespace Signalbox.Usage;

/// <summary>The columns of <c>usage_calls</c>, each with where its value comes from, and which calls stand there.</summary>
internal static class ServedCallColumns
{
    /// <summary>Name and value of each column.</summary>
    public static readonly Column[] All =
    [
        Column.OfText("request_id", r => r.RequestId),
        Column.OfNumber("group_id", r => r.GroupId),
        Column.OfText("detail_id", r => r.DetailId),
        Column.OfNumber("started_at", r => r.StartedAt),
        Column.OfNumber("finished_at", r => r.FinishedAt),
        Column.OfNumber("http_status", r => (long)r.HttpStatus),
        Column.OfNumber("stream", r => r.Stream ? 1L : 0L),
        Column.OfNumber("attempts", r => (long)r.Attempts),
        .. UsageColumns.Measures,
    ];

    /// <summary>Whether all that is to be said of a call stands in these columns, its group and its shared detail. Both ids must be set.</summary>
    public static bool Fit(UsageRecord record) =>
        record is { Status: CallStatus.Success, Code: null, DetailId: not null, TargetKind: not null } && record.GroupId != UsageGroup.NoGroup;
}
