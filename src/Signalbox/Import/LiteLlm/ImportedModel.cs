namespace Signalbox.Import.LiteLlm;

/// <summary>A model as the output has it.</summary>
/// <param name="LiteLlmName">What LiteLLM's callers say.</param>
/// <param name="Deployments">Where its calls may go.</param>
internal sealed record ImportedModel(string LiteLlmName, IReadOnlyList<ImportedDeployment> Deployments);
