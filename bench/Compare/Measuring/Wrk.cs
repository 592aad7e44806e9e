using System.Diagnostics;
using System.Globalization;
using Signalbox.Bench.Compare.Contenders;

namespace Signalbox.Bench.Compare.Measuring;

/// <summary>A closed loop at full speed by wrk: one thread, a process of its own, so that its CPU is nobody else's.</summary>
/// <param name="Requests">Answers that came.</param>
/// <param name="PerSecond">Answers per second.</param>
internal sealed record Wrk(long Requests, double PerSecond)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidComparisonException">An answer was not 200, or none came.</exception>
    public static Task<Wrk> RunAsync(Contender contender, int connections, int seconds, CancellationToken cancellation) =>
        RunAsync(contender, Workload.Path, Workload.Json(), connections, seconds, cancellation);

    /// <summary>The same with a call that the contender has to translate.</summary>
    public static Task<Wrk> RunTranslatedAsync(Contender contender, int connections, int seconds, CancellationToken cancellation) =>
        RunAsync(contender, Workload.TranslatedPath, Workload.Translated(), connections, seconds, cancellation);

    private static async Task<Wrk> RunAsync(Contender contender, string path, string body, int connections, int seconds, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("wrk")
        {
            ArgumentList =
            {
                "--threads", "1", "--connections", Text(connections), "--duration", $"{Text(seconds)}s", "--script", Path.Combine(AppContext.BaseDirectory, "Measuring", "wrk.lua"),
                $"http://127.0.0.1:{Text(contender.Port)}{path}",
            },
            Environment = { ["BENCH_BODY"] = body, ["BENCH_KEY"] = contender.Key },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return Parse(contender, output);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static Wrk Parse(Contender contender, string output)
    {
        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith("result ", StringComparison.Ordinal))
            ?? throw new InvalidComparisonException($"wrk gave no result for {contender.Name}:\n{output}");
        var numbers = Array.ConvertAll(result.Split(' ')[1..], number => long.Parse(number, CultureInfo.InvariantCulture));
        if (numbers[0] == 0 || numbers[2] > 0) throw new InvalidComparisonException($"{contender.Name} failed {numbers[2]} of {numbers[0]} calls under load:\n{output}");
        return new Wrk(numbers[0], numbers[0] / (numbers[1] / 1e6));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
