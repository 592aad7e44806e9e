namespace Signalbox.Import.LiteLlm;

/// <summary>Turns one member of <c>model_list</c> into deployments, or says why there can be none.</summary>
internal sealed class DeploymentImport(ImportReport report, ProviderImport providers, Providers accounts, ModelFacts facts, RouterSettings settings, Credentials credentials)
{
    private const string NoPatterns = "Signalbox has no models by pattern: each is named, so that it can be granted and priced.";

    /// <summary>The modes (<see href="https://docs.litellm.ai/docs/proxy/health"/>) that Signalbox has an API for.</summary>
    private static readonly string[] ModesServed = ["chat", "responses", "embedding"];

    /// <summary>Reads it. Empty when the member has no equivalent, which the report then says.</summary>
    public IReadOnlyList<ImportedDeployment> Read(LiteLlmNode entry)
    {
        var name = entry.Take("model_name")?.Text;
        if (name is null || entry.Take("litellm_params") is not { Fields: not null } own || own.Take("model") is not { Text: { Length: > 0 } model } node)
            return Refuse(entry, "It has no model_name, or no litellm_params with a model.", "Complete it and import again, or add the model by hand.");
        if (node.Variable is { } variable)
            return Refuse(entry, $"Which model it is stands in the variable `{variable}` only.", "Write its value into the file and import again.");

        var parameters = new Parameters(own, credentials.Find(own), settings.Module);
        var address = ModelAddress.Read(model, parameters.Take("custom_llm_provider")?.Text);
        var isPattern = name.Contains('*', StringComparison.Ordinal) || address.Model.Contains('*', StringComparison.Ordinal);
        if (address.Upstream is null && isPattern)
            return Refuse(entry, NoPatterns, "Add a provider for each account that is used, and a model for each name that is called.");
        if (address.Upstream is not { } upstream)
            return Refuse(entry, address.Prefix.Length > 0 ? $"Signalbox does not know LiteLLM's provider `{address.Prefix}`." : $"`{model}` does not say which provider it is at.",
                "If the server speaks OpenAI's protocol, add a provider of kind openai_compatible with its `base_url`, and the model.");

        var info = entry.Take("model_info");
        var mode = info?.Take("mode")?.Text;
        if (mode is not null && !ModesServed.Contains(mode))
            return Refuse(entry, $"Signalbox has no API for models of mode `{mode}`.", "Keep calling it where you do now.");
        if (Unserved(upstream, address.Model, mode) is { } unserved) return Refuse(entry, unserved, "Keep calling it where you do now.");
        if (address.IsGuessed) report.Changed(entry, $"`{model}` names no provider; read as one of {upstream.Label}.");
        if (upstream.Prefix == "ollama") report.Changed(entry, "LiteLLM calls Ollama's own API here; Signalbox calls its OpenAI-compatible one.");

        var made = providers.Read(entry, parameters, upstream, out var problem).Select(accounts.Add).ToList();
        if (problem is not null) return Refuse(entry, problem, "Add a provider with a `base_url` that can be called, and the model.");
        if (isPattern)
            return Refuse(entry, NoPatterns, $"The provider for it is in the output (of {upstream.Label}). Add a model for each name that is called.");
        if (address.Model.Length > 256) return Refuse(entry, "The model's name is longer than 256 characters.", "Add the model by hand.");
        return [.. made.Select(provider => facts.Complete(parameters, info, mode, new ImportedDeployment(entry, provider, UpstreamModel(upstream, address, parameters))))];
    }

    private static string UpstreamModel(KnownUpstream upstream, ModelAddress address, Parameters parameters)
    {
        if (upstream.Kind != "bedrock") return address.Model;
        // bedrock/REGION/MODEL names the region a second time; model_id is the ARN of what really serves.
        var slash = address.Model.IndexOf('/', StringComparison.Ordinal);
        var isArn = address.Model.StartsWith("arn:", StringComparison.Ordinal);
        return parameters.Take("model_id")?.Written ?? (slash > 0 && !isArn ? address.Model[(slash + 1)..] : address.Model);
    }

    /// <summary>What a provider offers and Signalbox does not speak there.</summary>
    private static string? Unserved(KnownUpstream upstream, string model, string? mode) => upstream.Kind switch
    {
        "bedrock" when mode == "embedding" || model.Contains("embed", StringComparison.Ordinal) => "Signalbox speaks Bedrock's Converse API, which has no embeddings.",
        "vertex" when !model.StartsWith("gemini", StringComparison.Ordinal) && !model.Contains('*', StringComparison.Ordinal) =>
            "Signalbox speaks Gemini's API at Vertex AI, and this is not one of Gemini's models.",
        _ => null,
    };

    private IReadOnlyList<ImportedDeployment> Refuse(LiteLlmNode entry, string why, string remedy)
    {
        report.Missing(entry, entry.Fields?.GetValueOrDefault("model_name")?.Text is { } name ? $"`{name}` was left out. {why}" : $"A model was left out. {why}", remedy);
        entry.TakeAll();
        return [];
    }
}
