namespace Signalbox.Import.LiteLlm;

/// <summary>A route group as the output has it.</summary>
/// <param name="LiteLlmName">What LiteLLM's callers say.</param>
/// <param name="Description">Where it comes from, for people.</param>
/// <param name="Members">The models that serve it, first choice first.</param>
internal sealed record ImportedRouteGroup(string LiteLlmName, string Description, IReadOnlyList<ImportedModel> Members);
