namespace Signalbox.Audit.Chain;

/// <summary>Proves that the trail is as it was written, or names the first place where it is not.</summary>
internal sealed class AuditVerification(AuditStore store)
{
    private const int PageSize = 1000;

    /// <summary>Walks the whole chain up to where it ends now, page by page; what is written meanwhile is left to the next time.</summary>
    /// <param name="noted">A head noted earlier, or null.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public async Task<VerificationView> RunAsync(AuditHead? noted, CancellationToken cancellation)
    {
        var ends = await store.ReadEndsAsync(cancellation);
        var walk = new ChainWalk(noted);
        var fault = await FollowAsync(walk, ends.Sequence, cancellation) ?? walk.End(ends);
        return new VerificationView(fault is null, walk.Place.Sequence, new AuditHead(ends.Sequence, ends.Hash), noted, fault);
    }

    private async Task<AuditFault?> FollowAsync(ChainWalk walk, long end, CancellationToken cancellation)
    {
        while (walk.Place.Sequence < end)
        {
            var rows = await store.ReadForwardAsync(AuditFilter.All, walk.Place.Sequence, end, PageSize, cancellation);
            if (rows.Count == 0) return null;
            foreach (var row in rows)
                if (walk.Take(row) is { } fault) return fault;
        }
        return null;
    }
}

/// <summary>What a walk along the chain found.</summary>
/// <param name="Ok">Whether every event is as it was written, and none is missing.</param>
/// <param name="Verified">How many events were found in order, from the first on.</param>
/// <param name="Head">The end of the chain: note it elsewhere, and give it as <c>noted</c> later.</param>
/// <param name="Noted">The head noted earlier, as it was given.</param>
/// <param name="Fault">The first place at fault; null when all is well.</param>
internal sealed record VerificationView(bool Ok, long Verified, AuditHead Head, AuditHead? Noted, AuditFault? Fault);
