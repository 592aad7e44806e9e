namespace Signalbox.Import.LiteLlm;

/// <summary>Whom a <c>litellm_params.model</c> means.</summary>
/// <param name="Upstream">The provider; null when Signalbox does not know it.</param>
/// <param name="Prefix">What stands for the provider in the file; empty when nothing does.</param>
/// <param name="Model">The name the provider knows the model by.</param>
internal sealed record ModelAddress(KnownUpstream? Upstream, string Prefix, string Model)
{
    /// <summary>Beginnings by which a name without a prefix is known; LiteLLM compares with its list of models.</summary>
    private static readonly (string Beginning, string Prefix)[] Known =
    [
        ("gpt-", "openai"), ("chatgpt-", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("ft:gpt-", "openai"),
        ("text-embedding-3", "openai"), ("text-embedding-ada", "openai"), ("claude-", "anthropic"), ("gemini-", "vertex_ai"),
    ];

    /// <summary>Whether the provider was told from the model's name alone.</summary>
    public bool IsGuessed => Prefix.Length == 0 && Upstream is not null;

    /// <summary>Reads it.</summary>
    /// <param name="model"><c>litellm_params.model</c>.</param>
    /// <param name="provider"><c>litellm_params.custom_llm_provider</c>.</param>
    public static ModelAddress Read(string model, string? provider)
    {
        if (provider is not null)
            return With(provider, model.StartsWith($"{provider}/", StringComparison.Ordinal) ? model[(provider.Length + 1)..] : model);
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0) return With(model[..slash], model[(slash + 1)..]);
        var known = Array.Find(Known, k => model.StartsWith(k.Beginning, StringComparison.Ordinal));
        return known.Prefix is null ? new ModelAddress(null, "", model) : new ModelAddress(KnownUpstreams.Find(known.Prefix), "", model);
    }

    private static ModelAddress With(string prefix, string model)
    {
        var upstream = KnownUpstreams.Find(prefix);
        foreach (var way in upstream?.Ways ?? [])
            if (model.StartsWith($"{way}/", StringComparison.Ordinal))
                model = model[(way.Length + 1)..];
        if (upstream is { ModelPrefix.Length: > 0 } && !model.StartsWith("accounts/", StringComparison.Ordinal)) model = upstream.ModelPrefix + model;
        return new ModelAddress(upstream, prefix, model);
    }
}
