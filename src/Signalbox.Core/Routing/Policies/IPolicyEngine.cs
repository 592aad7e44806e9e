namespace Signalbox.Core.Routing.Policies;

/// <summary>Asks one version of a routing policy. Thread-safe; whatever goes wrong is an answer, never an exception, but for a caller who went away.</summary>
public interface IPolicyEngine
{
    /// <summary>Asks.</summary>
    /// <param name="question">About one call.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<PolicyAnswer> AskAsync(PolicyQuestion question, CancellationToken cancellation);
}
