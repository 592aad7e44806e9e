using System.Diagnostics;
using System.Globalization;

namespace Wire.Tests.Fuzz;

/// <summary>
/// How long to fuzz: a moment in CI, from the same seeds each time; as long as <c>SIGNALBOX_FUZZ_SECONDS</c> says for <c>eng/fuzz.sh</c>, from seeds
/// that are new each time. A failure names its seed, which <c>SIGNALBOX_FUZZ_SEED</c> repeats.
/// </summary>
internal static class FuzzBudget
{
    private const int InCi = 1500;

    /// <summary>Runs a case for seed after seed.</summary>
    public static void Run(Action<int> check)
    {
        if (Number("SIGNALBOX_FUZZ_SEED") is { } one)
        {
            Check(check, one);
            return;
        }

        var seconds = Number("SIGNALBOX_FUZZ_SECONDS");
        var start = Stopwatch.GetTimestamp();
        var seed = seconds is null ? 0 : Random.Shared.Next(1 << 30);
        for (var count = 0; seconds is null ? count < InCi : Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; count++)
            Check(check, seed + count);
    }

    private static void Check(Action<int> check, int seed)
    {
        try
        {
            check(seed);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Seed {seed}: {failure.Message}", failure);
        }
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
