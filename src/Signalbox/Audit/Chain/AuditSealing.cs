using Signalbox.Admin;

namespace Signalbox.Audit.Chain;

/// <summary>
/// Gives events that an older release wrote their place in the chain, once, at the first start of a release that knows it. An event
/// <c>chain-start</c> follows them and says how many they were: they are evidence from that moment on, not from when they were written.
/// </summary>
internal sealed partial class AuditSealing(AdminWriter writer, ILogger<AuditSealing> logger)
{
    /// <summary>Runs it; with nothing to do, it leaves nothing.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await writer.NoteAsync(AdminActor.Startup, async transaction =>
            {
                var sealedEvents = await AuditStore.ChainEarlierAsync(transaction);
                if (sealedEvents == 0) return;
                transaction.Audit("chain-start", AuditJson.Kind, AuditJson.Trail, AuditJson.TrailName, null, new ChainStart(sealedEvents), AuditJson.Default.ChainStart);
                Log.Sealed(logger, sealedEvents);
            }, cancellation);
        }
        catch (ProblemException away) when (away.Status == StatusCodes.Status503ServiceUnavailable)
        {
            Log.DatabaseAway(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(250, LogLevel.Information, "Gave {Events} audit events of an older release their place in the hash chain")]
        public static partial void Sealed(ILogger logger, long events);

        [LoggerMessage(251, LogLevel.Warning, "The database is away, so audit events of an older release stay without a place in the hash chain until the next start")]
        public static partial void DatabaseAway(ILogger logger);
    }
}

/// <summary>What <c>chain-start</c> says.</summary>
/// <param name="Events">How many events were written before and got their place just now.</param>
internal sealed record ChainStart(long Events);
