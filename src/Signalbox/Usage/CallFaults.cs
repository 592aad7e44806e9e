namespace Signalbox.Usage;

/// <summary>Tells calls that failed through no fault of their callers from those that callers got wrong.</summary>
internal static class CallFaults
{
    /// <summary>The same of a row of <c>usage_records</c>, in SQL; those included that a kill of the gateway cut off.</summary>
    public static readonly string Failed = $"(status = {(int)CallStatus.Interrupted} OR (status = {(int)CallStatus.Error} AND (http_status >= 500 OR http_status = 429)))";

    /// <summary>Whether an error was the upstream's: it failed, or had no room.</summary>
    public static bool IsFaulty(UsageRecord record) => record is { Status: CallStatus.Error, HttpStatus: >= 500 or 429 };
}
