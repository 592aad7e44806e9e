namespace Signalbox.Audit;

/// <summary>What the endpoints of a kind do, in the words of the API's reference.</summary>
/// <param name="Create">Adding one.</param>
/// <param name="Read">Reading one.</param>
/// <param name="Change">Changing one.</param>
/// <param name="Remove">Removing one.</param>
internal sealed record ManagedSummaries(string Create, string Read, string Change, string Remove);
