using Signalbox.Audit;

namespace Signalbox.Configuration;

/// <summary>Applies the configuration that a start was given.</summary>
internal sealed partial class StartConfiguration(ConfigurationApply apply, ILogger<StartConfiguration> logger)
{
    private volatile string? _problem;

    /// <summary>Why what the file says is not in force; null when it is, or when none was given.</summary>
    public string? Problem => _problem;

    /// <summary>Applies it.</summary>
    /// <param name="file">What to make of the registry.</param>
    /// <param name="mayServeWithout">
    /// Whether the start goes on when it cannot be applied. So it is where the registry is damaged and the last good snapshot serves: the damage may be
    /// what keeps the file from being applied, and whoever calls must not be without a gateway for it.
    /// </param>
    /// <param name="cancellation">Ends the wait for other writers.</param>
    public async Task RunAsync(ConfigurationFile file, bool mayServeWithout, CancellationToken cancellation)
    {
        try
        {
            await apply.RunAsync(file, AdminActor.Configuration, dryRun: false, cancellation);
        }
        catch (Exception failure) when (mayServeWithout && failure is not OperationCanceledException)
        {
            _problem = $"The configuration was not applied at the start, since the registry cannot be compiled; the last good snapshot serves. Mend the registry and start again. {failure.Message}";
            Log.NotApplied(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(150, LogLevel.Error, "The configuration was not applied, since the registry cannot be compiled; the last good snapshot serves")]
        public static partial void NotApplied(ILogger logger, Exception failure);
    }
}
