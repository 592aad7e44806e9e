namespace Signalbox.Import.LiteLlm;

/// <summary>A field of LiteLLM that Signalbox has no equivalent of.</summary>
/// <param name="Subject">Its path without members' numbers; one that ends in <c>*</c> stands for all that begin so.</param>
/// <param name="Why">Why there is none.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Gap(string Subject, string Why, string Remedy);
