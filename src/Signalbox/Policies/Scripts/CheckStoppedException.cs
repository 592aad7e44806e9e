namespace Signalbox.Policies.Scripts;

/// <summary>Ends a check that took more than it may.</summary>
/// <param name="message">In words, for the operator.</param>
internal sealed class CheckStoppedException(string message) : Exception(message);
