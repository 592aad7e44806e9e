namespace Testing.Gateway;

/// <summary>A gateway from one start to its end.</summary>
internal interface IGatewayRun : IAsyncDisposable
{
    /// <summary>Whether it has ended.</summary>
    bool HasExited { get; }

    /// <summary>Its exit code, once it has ended.</summary>
    int ExitCode { get; }

    /// <summary>What it wrote to standard output and error so far.</summary>
    string Output { get; }

    /// <summary>Asks it to end gracefully.</summary>
    void Terminate();

    /// <summary>Waits for its end and the rest of its output.</summary>
    /// <exception cref="TimeoutException">It runs on; holds its output.</exception>
    Task WaitForExitAsync(TimeSpan within);
}
