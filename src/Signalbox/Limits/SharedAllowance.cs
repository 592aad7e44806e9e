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
    /// <summary>A share is given up here before the others may have it.</summary>
    private const long SafetyMs = 500;

    /// <summary>How long nobody asks again for what was not to be had.</summary>
    private const long DeniedMs = 100;

    private const int MostAttempts = 10;
    private readonly ConcurrentDictionary<string, SharedCount> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Told when the store does not answer.</summary>
    public Action<string>? Lost { get; set; }

    /// <summary>Asks for a share that holds so much more. Calls that ask for the same limit at once take turns, since the first may get enough for all.</summary>
    public async ValueTask GrowAsync(CompiledLimit limit, long wanted, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(limit.Identity, static _ => new SemaphoreSlim(1, 1));
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
            await Task.WhenAll(batch.Select(limit => AgreeAsync(limit, 0, cancellation)));
    }

    /// <summary>Gives everything back at the end; what was taken stays taken.</summary>
    /// <exception cref="ShareStoreException">The store is away.</exception>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        foreach (var limit in ledgers.All.SelectMany(ledger => ledger.Active(ledgers.Now(time))).Where(limit => _seen.ContainsKey(limit.Identity)))
        {
            var (value, _) = await store.ReadAsync(limit.Identity, cancellation);
            if (Read(value) is not { } stored || ledgers.Of(limit.OrganizationId).Ask(limit, store.Instance, 0, ledgers.Now(time)) is not { } last) continue;
            if (stored.WindowStart != last.WindowStart) continue;
            await store.TryReplaceAsync(limit.Identity, value, Write(stored.Leave(limit.Rule.Period, store.Instance, last.Used)), Keep(limit), cancellation);
        }
    }

    /// <returns>Whether the share now holds what was wanted.</returns>
    private async Task<bool> AgreeAsync(CompiledLimit limit, long wanted, CancellationToken cancellation)
    {
        var ledger = ledgers.Of(limit.OrganizationId);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var sent = LimitTime.Of(time);
            var (value, storeNow) = await store.ReadAsync(limit.Identity, cancellation);
            ledgers.Sharing.WallOffsetMs = storeNow - LimitTime.Of(time).Wall;
            if (ledger.Ask(limit, store.Instance, wanted, ledgers.Now(time)) is not { } request) return false;
            var known = SharedCount.Newest(Read(value), _seen.GetValueOrDefault(limit.Identity));
            var (next, share) = known.Agree(limit.Rule.Period, request, storeNow);
            if (ReferenceEquals(next, known)) return false;
            share = ledger.Yield(limit, request.WindowStart, share, ledgers.Now(time));
            next = next.With(store.Instance, share);
            if (!await store.TryReplaceAsync(limit.Identity, value, Write(next), Keep(limit), cancellation)) continue;
            _seen[limit.Identity] = next;
            ledger.Adopt(limit, next, store.Instance, share, sent.Steady + SharedCount.LeaseMs - SafetyMs, ledgers.Now(time));
            return share >= request.Used + wanted;
        }
        return false;
    }

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
