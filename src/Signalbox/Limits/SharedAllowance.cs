using System.Collections.Concurrent;
using System.Text.Json;
using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>
/// Agrees with the other instances on this one's share of each limit: when a call needs more than is held here, and each second for all limits
/// in use. See <see cref="SharedCount"/> for what is agreed.
/// </summary>
internal sealed class SharedAllowance(LimitLedgers ledgers, IShareStore store, LimitCounts counts, TimeProvider time)
{
    /// <summary>How long nobody asks again for what was not to be had.</summary>
    private const long DeniedMs = 100;

    private const int MostAttempts = 10;
    private readonly ShareAgreement _agreement = new(ledgers, store.Instance);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Told when the store does not answer.</summary>
    public Action<string>? Lost { get; set; }

    /// <summary>Asks for a share that holds so much more. Calls that ask for the same limit at once take turns, since the first may get enough for all.</summary>
    public async ValueTask GrowAsync(CompiledLimit limit, long wanted, CancellationToken cancellation)
    {
        var turn = TurnOf(limit);
        await turn.WaitAsync(cancellation);
        try
        {
            if (ledgers.Sharing.Mode != SharingMode.Leased) return;
            var granted = await AgreeAsync(limit, wanted, cancellation);
            counts.Asked(granted);
            if (!granted) ledgers.Of(limit.OrganizationId).Deny(limit, ledgers.Now(time).Steady + DeniedMs);
        }
        catch (ShareStoreException away)
        {
            Lost?.Invoke(away.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Renews the shares of all limits in use.</summary>
    /// <exception cref="ShareStoreException">The store is away.</exception>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        foreach (var batch in ledgers.All.SelectMany(ledger => ledger.Active(ledgers.Now(time))).Chunk(64))
            await Task.WhenAll(batch.Select(limit => RenewAsync(limit, cancellation)));
    }

    /// <summary>
    /// Renews one share, unless a call asks for more of it now, which renews it too. Never both at once: what was agreed on first could be adopted
    /// last, and be more than the store has by then.
    /// </summary>
    private async Task RenewAsync(CompiledLimit limit, CancellationToken cancellation)
    {
        var turn = TurnOf(limit);
        if (!await turn.WaitAsync(0, cancellation)) return;
        try
        {
            await AgreeAsync(limit, 0, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Gives everything back at the end; what was taken stays taken.</summary>
    /// <exception cref="ShareStoreException">The store is away.</exception>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        foreach (var limit in ledgers.All.SelectMany(ledger => ledger.Active(ledgers.Now(time))).Where(_agreement.Knows))
        {
            var (value, _) = await store.ReadAsync(limit.Identity, cancellation);
            if (Read(value) is not { } stored || ledgers.Of(limit.OrganizationId).Ask(limit, store.Instance, 0, ledgers.Now(time)) is not { } last) continue;
            if (stored.WindowStart != last.WindowStart) continue;
            await store.TryReplaceAsync(limit.Identity, value, Write(stored.Leave(limit.Rule.Period, store.Instance, last.Used)), Keep(limit), cancellation);
        }
    }

    /// <summary>Has what instances share hold that calls of a window took more than was counted, or less. They learn it as they renew their shares.</summary>
    /// <returns>Whether they share anything of that window; false when each goes by what the database has told it.</returns>
    /// <exception cref="ShareStoreException">The store is away, and may hold it or not.</exception>
    public async Task<bool> CorrectAsync(CompiledLimit limit, long windowStart, long difference, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (value, _) = await store.ReadAsync(limit.Identity, cancellation);
            if (Read(value) is not { } stored || stored.WindowStart != windowStart) return false;
            if (await store.TryReplaceAsync(limit.Identity, value, Write(stored.Correct(windowStart, difference)), Keep(limit), cancellation)) return true;
        }
        throw new ShareStoreException("The shared count was changed by others each time it was to be corrected.");
    }

    /// <returns>Whether the share now holds what was wanted.</returns>
    private async Task<bool> AgreeAsync(CompiledLimit limit, long wanted, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var sent = LimitTime.Of(time);
            var (value, storeNow) = await store.ReadAsync(limit.Identity, cancellation);
            ledgers.Sharing.WallOffsetMs = storeNow - LimitTime.Of(time).Wall;
            if (_agreement.Offer(limit, wanted, Read(value), storeNow, ledgers.Now(time)) is not { } offer) return false;
            if (!await store.TryReplaceAsync(limit.Identity, value, Write(offer.Next), Keep(limit), cancellation)) continue;
            return _agreement.Conclude(limit, offer, sent.Steady, ledgers.Now(time));
        }
        return false;
    }

    private SemaphoreSlim TurnOf(CompiledLimit limit) => _turns.GetOrAdd(limit.Identity, static _ => new SemaphoreSlim(1, 1));

    private static TimeSpan Keep(CompiledLimit limit) => limit.Rule.IsCalendar ? TimeSpan.FromDays(33) : TimeSpan.FromMinutes(5);

    private static SharedCount? Read(byte[]? value)
    {
        try
        {
            return value is null ? null : JsonSerializer.Deserialize(value, LimitsJson.Default.SharedCount) is { Members: not null } count ? count : null;
        }
        catch (JsonException)
        {
            // Whoever wrote that is not one of us: what was seen before, or nothing, takes its place.
            return null;
        }
    }

    private static byte[] Write(SharedCount count) => JsonSerializer.SerializeToUtf8Bytes(count, LimitsJson.Default.SharedCount);
}
