using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Metering;
using Signalbox.Usage.Journal;

namespace Signalbox.Pipeline;

/// <summary>
/// Notes in the journal how far a stream is, so that one which a kill cuts off is accounted with what had passed: with the first content, and then
/// when time has gone by or much was said. Nobody waits for it, and where the journal has no room to spare it is left out.
/// </summary>
internal struct StreamProgress(UsageJournal journal, TimeProvider time)
{
    /// <summary>Of a stream that says little at a time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Of one that says much at once, and then perhaps nothing for long.</summary>
    private const long Bytes = 2048;

    private long _notedTicks;
    private long _notedBytes;

    /// <summary>Notes it if it is time to. Returns whether it was.</summary>
    public bool Note(Call call, RouteDeployment deployment, StreamPassage passage)
    {
        var (now, bytes) = (time.GetTimestamp(), passage.ContentBytes);
        if (_notedTicks != 0 && bytes - _notedBytes < Bytes && time.GetElapsedTime(_notedTicks, now) < Interval) return false;
        (_notedTicks, _notedBytes) = (now, bytes);
        TokenMeter.NoteSoFar(call, deployment, passage.Usage, bytes);
        call.Record.LatencyMicroseconds = (long)time.GetElapsedTime(call.StartedTicks, now).TotalMicroseconds;
        journal.TryNote(JournalEntryKind.Progress, call.Record);
        return true;
    }
}
