using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Signalbox.Bench.Compare.Contenders;

namespace Signalbox.Bench.Compare.Measuring;

/// <summary>Shows that Signalbox is measured with everything on: it refuses what it must, and has a record of every call.</summary>
internal static class GovernanceCheck
{
    private const string KeysMetric = "signalbox_snapshot_keys";

    /// <summary>Calls without a key, with a wrong one, and for a model that the key may not call.</summary>
    /// <exception cref="InvalidComparisonException">One of them is not refused as it must be.</exception>
    public static void CheckRefusals(Contender signalbox)
    {
        Expect(401, "a call without a key", Workload.Json(), null);
        Expect(401, "a call with an unknown key", Workload.Json(), "sb-not-the-key-of-anyone-on-this-machine");
        Expect(403, "a model that was not granted", Workload.Json(SignalboxContender.ForbiddenModel), signalbox.Key);
        Expect(403, "a member of the route group by its own name", Workload.Json("bench-small"), signalbox.Key);

        void Expect(int status, string what, string body, string? key)
        {
            var answer = Exchange.Run(signalbox.Address, Workload.Request(body, key));
            if (answer.Status != status) throw new InvalidComparisonException($"signalbox answers {what} with {answer.Status} instead of {status}.");
        }
    }

    /// <summary>Asks how many keys it decides by.</summary>
    /// <param name="signalbox">The gateway, with its admin key.</param>
    /// <param name="added">How many were added to its database.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidComparisonException">It does not know all of them and the one that calls.</exception>
    public static async Task CheckKeysAsync(Contender signalbox, int added, CancellationToken cancellation)
    {
        using var http = Client(signalbox);
        var metrics = await http.GetStringAsync("/metrics", cancellation);
        var line = metrics.Split('\n').FirstOrDefault(line => line.StartsWith(KeysMetric + " ", StringComparison.Ordinal));
        if (line is null || !long.TryParse(line.AsSpan(KeysMetric.Length + 1), CultureInfo.InvariantCulture, out var known) || known != added + 1)
            throw new InvalidComparisonException($"signalbox does not know the {added} keys that were added and the one that calls: its metrics say '{line}'.");
    }

    /// <summary>Counts the records of successful calls in the database.</summary>
    /// <param name="signalbox">The gateway, with its admin key.</param>
    /// <param name="answered">How many calls the generators saw answered.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The records. There may be a few more than answers: of calls that wrk left in their midst.</returns>
    /// <exception cref="InvalidComparisonException">There are fewer records than answers, or the calls have no cost.</exception>
    public static async Task<long> CheckRecordsAsync(Contender signalbox, long answered, CancellationToken cancellation)
    {
        using var http = Client(signalbox);
        using var overview = JsonDocument.Parse(await http.GetStringAsync("/admin/api/overview?window=1h", cancellation));
        var totals = overview.RootElement.GetProperty("totals");
        var records = totals.GetProperty("success").GetInt64();
        if (records < answered) throw new InvalidComparisonException($"signalbox has {records} records of {answered} answered calls.");
        if (totals.GetProperty("cost_micros").GetInt64() == 0) throw new InvalidComparisonException("signalbox did not price the calls.");
        return records;
    }

    private static HttpClient Client(Contender signalbox)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://{signalbox.Address}"), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signalbox.AdminKey);
        return http;
    }
}
