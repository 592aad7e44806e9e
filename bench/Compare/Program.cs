using System.Runtime.InteropServices;
using Signalbox.Bench.Compare;

// Started by bench/run.sh, which builds what is compared. Exit codes: 0 all bars met, 1 a bar broken, 2 no valid comparison.
CompareOptions options;
try
{
    options = CompareOptions.Parse(args);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

// Whatever ends the run early, everything it started is stopped.
using var stop = new CancellationTokenSource(options.Plan.Longest);
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    var comparison = new Comparison(options);
    return await comparison.RunAsync(stop.Token) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync($"Stopped: interrupted, or longer than the {options.Plan.Longest.TotalMinutes:0.#} minutes a run may take.");
    return 2;
}
catch (InvalidComparisonException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 2;
}
