using System.Collections.Concurrent;
using System.Diagnostics;

namespace Testing.Processes;

/// <summary>
/// A process that belongs to a test: its output is captured, and it ends with the test run even when nobody
/// disposes it.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly EventHandler _whenRunEnds;

    private ChildProcess(Process process)
    {
        _process = process;
        _whenRunEnds = (_, _) => Kill();
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>The system's id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code; 128 + the signal's number when a signal ended it. Only once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The lines of standard output and standard error so far, in order of arrival.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>All output so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Time of the processor used so far, by all its threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory in use (resident), in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a process.</summary>
    /// <param name="file">The program, by path or found on PATH.</param>
    /// <param name="arguments">Its arguments, each passed as it is.</param>
    /// <param name="environment">Variables to set, or to unset where null, on top of our own.</param>
    /// <param name="workingDirectory">Where it runs; our own directory when left out.</param>
    public static ChildProcess Start(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        var child = new ChildProcess(new Process { StartInfo = start });
        AppDomain.CurrentDomain.ProcessExit += child._whenRunEnds;
        child._process.Start();
        child._process.StandardInput.Close();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; holds its output.</exception>
    public static async Task<string> RunAsync(string file, params string[] arguments)
    {
        await using var child = Start(file, arguments);
        await child.WaitForExitAsync(TimeSpan.FromMinutes(2));
        return child.ExitCode == 0
            ? child.Output
            : throw new InvalidOperationException($"{file} ended with {child.ExitCode}:\n{child.Output}");
    }

    /// <summary>SIGKILL: ends it at once, with no chance to tidy up.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Ended already, or never started.
        }
    }

    /// <summary>Waits for its end and for the rest of its output.</summary>
    /// <exception cref="TimeoutException">It runs on; holds its output.</exception>
    public async Task WaitForExitAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"{_process.StartInfo.FileName} still runs after {within.TotalSeconds:0.#} s:\n{Output}");
        }
    }

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _whenRunEnds;
        Kill();
        await WaitForExitAsync(TimeSpan.FromSeconds(30));
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
