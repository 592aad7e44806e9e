using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Storage;
using Signalbox.Usage;

namespace Signalbox.Limits;

/// <summary>What a caller is told of its own key: what it took today and this month (UTC), and what is left of each limit.</summary>
internal sealed class OwnUsage(ConsumptionStore store, LimitGate gate, LimitLedgers ledgers, TimeProvider time)
{
    /// <summary>Writes it as JSON.</summary>
    public async Task<ReadOnlyMemory<byte>> WriteAsync(KeyPrincipal key, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (today, month) = (new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero), new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero));
        var usage = await TryReadAsync(key.Id, today, month, cancellation);
        var output = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("object", "usage");
        json.WriteString("key", key.Name);
        json.WriteBoolean("complete", usage is not null);
        Write(json, "today", today, usage?.Today);
        Write(json, "month", month, usage?.Month);
        json.WriteStartArray("limits");
        if (key.Limits is { } limits)
            foreach (var standing in gate.Read(limits))
                Write(json, LimitView.Of(standing, ledgers.Sharing, now));
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private async Task<(Consumption Today, Consumption Month)?> TryReadAsync(string keyId, DateTimeOffset today, DateTimeOffset month, CancellationToken cancellation)
    {
        try
        {
            return (await store.ReadKeyAsync(keyId, today.ToUnixTimeMilliseconds(), cancellation), await store.ReadKeyAsync(keyId, month.ToUnixTimeMilliseconds(), cancellation));
        }
        catch (Exception failure) when (Database.IsAway(failure))
        {
            // The limits are known here all the same.
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset since, Consumption? sum)
    {
        if (sum is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("since", since);
        json.WriteNumber("requests", sum.Requests);
        json.WriteNumber("tokens_input", sum.TokensInput);
        json.WriteNumber("tokens_output", sum.TokensOutput);
        json.WriteNumber("tokens_cached", sum.TokensCached);
        json.WriteNumber("cost_micros", sum.CostMicros);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LimitView limit)
    {
        json.WriteStartObject();
        json.WriteString("limit", limit.Limit);
        json.WriteString("level", limit.Level);
        json.WriteString("model", limit.Asset);
        json.WriteString("unit", limit.Unit);
        json.WriteNumber("amount", limit.Amount);
        json.WriteNumber("used", limit.Taken + limit.Reserved);
        json.WriteNumber("remaining", limit.Remaining);
        if (limit.ResetsAt is { } at) json.WriteString("resets_at", at);
        else json.WriteNull("resets_at");
        json.WriteEndObject();
    }
}
