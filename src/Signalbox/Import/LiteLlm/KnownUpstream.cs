namespace Signalbox.Import.LiteLlm;

/// <summary>What LiteLLM's prefix of a model means for Signalbox.</summary>
/// <param name="Prefix">The part of <c>litellm_params.model</c> before the first slash.</param>
/// <param name="Label">What the provider is called in the output.</param>
/// <param name="Kind">The provider's kind.</param>
/// <param name="BaseUrl">Where it is reached when the file does not say; null for the kind's own address, or when there is none.</param>
/// <param name="KeyVariable">The variable LiteLLM reads when the file has no key; null when none is needed.</param>
internal sealed record KnownUpstream(string Prefix, string Label, string Kind, string? BaseUrl, string? KeyVariable)
{
    /// <summary>The variable LiteLLM reads the address from when the file has none; null unless there must be one.</summary>
    public string? BaseVariable { get; init; }

    /// <summary>What LiteLLM adds to an address and Signalbox does not.</summary>
    public string Appended { get; init; } = "";

    /// <summary>What LiteLLM puts before the model's name if it is not there.</summary>
    public string ModelPrefix { get; init; } = "";

    /// <summary>Parts of the model's name that only tell LiteLLM which of its own ways to take.</summary>
    public IReadOnlyList<string> Ways { get; init; } = [];
}
