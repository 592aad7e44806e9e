using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Signalbox.Bench.Compare.Contenders;

/// <summary>A contender's process while it runs.</summary>
internal sealed partial class ContenderProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly Task _log;
    private bool _isDisposed;

    private ContenderProcess(Process process, string logFile)
    {
        _process = process;
        _log = Task.WhenAll(CopyAsync(process.StandardOutput, logFile), CopyAsync(process.StandardError, logFile + ".err"));
    }

    /// <summary>The process; nginx has children.</summary>
    public int Id => _process.Id;

    /// <summary>Starts, and waits until a first call is answered.</summary>
    /// <param name="contender">A contender with a process.</param>
    /// <param name="request">The call to be answered with 200.</param>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="within">How long the answer may take.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The process, and the time from exec to the answer.</returns>
    /// <exception cref="InvalidComparisonException">It ended, or did not answer in time.</exception>
    public static async Task<(ContenderProcess Process, TimeSpan ColdStart)> StartAsync(
        Contender contender, ReadOnlyMemory<byte> request, string logFile, TimeSpan within, CancellationToken cancellation)
    {
        var start = contender.Start!;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var began = Stopwatch.GetTimestamp();
        var process = new ContenderProcess(Process.Start(start)!, logFile);
        try
        {
            while (!IsAnswered(contender, request))
            {
                if (process._process.HasExited || Stopwatch.GetElapsedTime(began) > within)
                    throw new InvalidComparisonException($"{contender.Name} does not answer; its output is in {logFile} and {logFile}.err.");
                await Task.Delay(2, cancellation);
            }
            return (process, Stopwatch.GetElapsedTime(began));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it, by force after five seconds. Nothing happens the second time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_process.HasExited) _ = Kill(_process.Id, Terminate);
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5)))
        {
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        await _log;
        _process.Dispose();
    }

    private static bool IsAnswered(Contender contender, ReadOnlyMemory<byte> request)
    {
        try
        {
            return Exchange.Run(contender.Address, request.Span).Status == 200;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return false;
        }
    }

    private static async Task CopyAsync(StreamReader output, string file)
    {
        await using var copy = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await output.BaseStream.CopyToAsync(copy);
    }

    // Process.Kill knows no SIGTERM.
    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
