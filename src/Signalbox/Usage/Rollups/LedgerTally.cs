using System.Runtime.InteropServices;
using Signalbox.Core.Reports;

namespace Signalbox.Usage.Rollups;

/// <summary>Adds up what became of each call of a provider, those of a shadow and those that failed before another answered too: all of them are billed by someone.</summary>
internal sealed class LedgerTally
{
    private readonly Dictionary<(long At, string Provider), LedgerLine> _lines = [];
    private LedgerLine? _last;

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<LedgerLine> Lines => [.. _lines.Values];

    /// <summary>Counts the upstream calls of a record.</summary>
    public void Add(UsageRecord record)
    {
        // What was open when the gateway was killed had been opened just before its provider was called.
        var attempts = record.Status == CallStatus.Interrupted ? Math.Max(1, record.Attempts) : record.Attempts;
        if (attempts == 0 || record.Provider is not { } provider) return;
        var at = TimeSegments.Floor(record.StartedAt, TimeSegments.HourMs);
        for (var i = 0; i < Math.Min(record.AttemptDetails.Count, attempts - 1); i++)
            Line(at, ProviderOf(record.AttemptDetails[i].Deployment) ?? provider).Add(OutcomeOf(record.AttemptDetails[i]));
        // Attempts that are not listed one by one were of the last provider, as far as is known.
        for (var i = record.AttemptDetails.Count; i < attempts - 1; i++) Line(at, provider).Add(CallStatus.Error);
        Line(at, provider).Add(record.Status, record.Code == DisconnectCodes.Drained);
    }

    /// <summary>How one ended that was not the last: it failed, unless it was left, as one is whose caller goes away, or was under way when the gateway was killed.</summary>
    private static CallStatus OutcomeOf(CallAttempt attempt) => attempt.Error switch
    {
        CallAttempt.HedgeLost or DisconnectCodes.Left => CallStatus.Disconnected,
        CallAttempt.UnderWay => CallStatus.Interrupted,
        _ => CallStatus.Error,
    };

    /// <summary>The provider of a deployment's name, PROVIDER/MODEL.</summary>
    private static string? ProviderOf(string deployment) => deployment.IndexOf('/') is > 0 and var slash ? deployment[..slash] : null;

    private LedgerLine Line(long at, string provider)
    {
        // Mostly that of the call before.
        if (_last is { } last && last.At == at && ReferenceEquals(last.Provider, provider)) return last;
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, (at, provider), out _);
        return _last = line ??= new LedgerLine(at, provider);
    }
}
