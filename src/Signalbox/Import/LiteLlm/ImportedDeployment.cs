namespace Signalbox.Import.LiteLlm;

/// <summary>A deployment as the output has it.</summary>
/// <param name="Entry">The member of <c>model_list</c> it comes from.</param>
/// <param name="Provider">Whose it is.</param>
/// <param name="UpstreamModel">The name the provider knows the model by.</param>
internal sealed record ImportedDeployment(LiteLlmNode Entry, ImportedProvider Provider, string UpstreamModel)
{
    /// <summary>Lower is tried first.</summary>
    public int Priority { get; init; }

    /// <summary>Share among equals in priority; null for the default.</summary>
    public int? Weight { get; init; }

    /// <summary>What it can do; null for what the catalog says.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }

    /// <summary>What it costs; null for what the catalog says.</summary>
    public ImportedPrice? Price { get; init; }

    /// <summary>Longest input in tokens.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>Longest answer in tokens.</summary>
    public long? OutputTokens { get; init; }
}
