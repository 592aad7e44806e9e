using Signalbox.Usage;

namespace Signalbox.Observability;

/// <summary>What tells one series of calls from another.</summary>
/// <param name="Target">What was called.</param>
/// <param name="Status">How it ended.</param>
/// <param name="HttpStatus">The status the caller got.</param>
/// <param name="Code">Error code; empty for success.</param>
/// <param name="Stream">Whether the answer was streamed.</param>
internal readonly record struct CallKey(TargetKey Target, CallStatus Status, int HttpStatus, string Code, bool Stream)
{
    /// <summary>The series of a call.</summary>
    public static CallKey Of(UsageRecord record) => new(TargetKey.Of(record), record.Status, record.HttpStatus, CodeOf(record), record.Stream);

    /// <summary>A call that succeeded has no error code, though its record may have a code that says what its translation left out.</summary>
    private static string CodeOf(UsageRecord record) => record.Status == CallStatus.Success ? "" : record.Code ?? "";
}
