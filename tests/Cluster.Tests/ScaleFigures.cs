using System.Diagnostics;
using System.Globalization;
using Testing.Gateway;

namespace Cluster.Tests;

/// <summary>What was measured, line by line; written to the file that <c>SIGNALBOX_SCALE_OUTPUT</c> names, if it names one.</summary>
internal sealed class ScaleFigures(int keys, int teams, int assets)
{
    private readonly List<string> _lines = [string.Create(CultureInfo.InvariantCulture, $"| {keys:N0} keys, {teams:N0} teams, {assets:N0} models | |"), "|---|--:|"];

    /// <summary>Takes a figure.</summary>
    public void Add(string what, string figure) => _lines.Add($"| {what} | {figure} |");

    /// <summary>Takes a size.</summary>
    public void AddBytes(string what, long bytes) => Add(what, string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes"));

    /// <summary>Takes times, as median and 99th percentile.</summary>
    public void AddPercentiles(string what, List<TimeSpan> times)
    {
        times.Sort();
        Add(what, $"p50 {Milliseconds(times[times.Count / 2])}, p99 {Milliseconds(times[(times.Count * 99 + 99) / 100 - 1])}, longest {Milliseconds(times[^1])} of {times.Count}");
    }

    /// <summary>Does something and takes how long it took.</summary>
    public async Task<T> TimeAsync<T>(string what, Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        Add(what, Milliseconds(Stopwatch.GetElapsedTime(started)));
        return result;
    }

    /// <summary>Does something and takes how long it took.</summary>
    public Task TimeAsync(string what, Func<Task> work) => TimeAsync(what, async () =>
    {
        await work();
        return true;
    });

    /// <summary>Resident memory of a gateway, in bytes.</summary>
    public static long Resident(GatewayProcess gateway)
    {
        using var process = Process.GetProcessById(gateway.Process.Id);
        return process.WorkingSet64;
    }

    /// <summary>A time for people.</summary>
    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N0} ms");

    /// <summary>Writes what was taken.</summary>
    public async Task WriteAsync()
    {
        if (Environment.GetEnvironmentVariable("SIGNALBOX_SCALE_OUTPUT") is { Length: > 0 } file) await File.WriteAllLinesAsync(file, _lines);
    }
}
