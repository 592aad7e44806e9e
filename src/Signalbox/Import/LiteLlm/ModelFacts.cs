using Signalbox.Models.Catalog;

namespace Signalbox.Import.LiteLlm;

/// <summary>What the file says of a model itself: prices, capabilities and bounds. See <see href="https://docs.litellm.ai/docs/proxy/custom_pricing"/>.</summary>
internal sealed class ModelFacts(ImportReport report, ModelCatalog catalog)
{
    private const decimal TokensPerPrice = 1_000_000m;
    private const decimal HighestPrice = 1_000_000m;

    private static readonly (string Field, string Capability)[] Supports =
    [
        ("supports_function_calling", "tools"), ("supports_parallel_function_calling", "parallel_tools"), ("supports_vision", "images"),
        ("supports_audio_input", "audio"), ("supports_pdf_input", "pdf"), ("supports_response_schema", "structured_output"), ("supports_reasoning", "reasoning"),
    ];

    /// <summary>The deployment with what the file says of it.</summary>
    public ImportedDeployment Complete(Parameters parameters, LiteLlmNode? info, string? mode, ImportedDeployment deployment)
    {
        var most = info?.Take("max_tokens");
        var output = info?.Take("max_output_tokens") ?? most;
        if (info?.Take("base_model") is { Text: { } known } baseModel && known[(known.LastIndexOf('/') + 1)..] != deployment.UpstreamModel)
            report.Missing(baseModel, "Signalbox's catalog of prices knows a deployment by the name of its upstream model only.",
                "If the catalog does not know it under that name, give the deployment its `price` and `capabilities`, or the upstream's deployment the model's name.");
        return deployment with
        {
            Priority = Priority(parameters.Take("order")),
            Price = Price(parameters, info, deployment.Entry),
            Capabilities = Capabilities(info, mode, deployment),
            ContextTokens = Tokens(info?.Take("max_input_tokens")),
            OutputTokens = Tokens(output),
        };
    }

    private int Priority(LiteLlmNode? order)
    {
        if (order is null) return 0;
        if (order.Number is >= 0 and <= 1000 && order.Number == decimal.Truncate(order.Number.Value))
        {
            report.Changed(order, "Written as the deployment's `priority`; lower is tried first there too.");
            return (int)order.Number.Value;
        }
        report.Missing(order, "A priority is a whole number from 0 to 1,000.", "Set the deployment's `priority`.");
        return 0;
    }

    /// <summary>
    /// A mark in LiteLLM's file corrects one capability; a list of Signalbox's is whole. So it is written only where it says something else than the catalog,
    /// or than nothing, which means that anything may be asked of the model.
    /// </summary>
    private IReadOnlyList<string>? Capabilities(LiteLlmNode? info, string? mode, ImportedDeployment deployment)
    {
        if (mode == "embedding") return ["embeddings"];
        var said = Supports.Select(s => (s.Capability, Node: info?.Take(s.Field))).Where(s => s.Node is not null).ToList();
        if (said.Count == 0) return null;
        var (marked, denied) = (said.Where(s => s.Node!.IsTrue).Select(s => s.Capability), said.Where(s => !s.Node!.IsTrue).Select(s => s.Capability).ToList());
        if (catalog.Find(deployment.Provider.Kind, deployment.Provider.BaseUrl?.Url ?? "", deployment.UpstreamModel) is { Capabilities: var known })
        {
            IReadOnlyList<string> corrected = [.. known.Union(marked).Except(denied)];
            var isKnown = corrected.Count == known.Count && known.All(corrected.Contains);
            report.Changed(info!, isKnown
                ? "The catalog knows all that is said of the model here, so no `capabilities` are written."
                : "Written as `capabilities`: what the catalog knows of the model, with what is marked true here and without what is marked false.");
            return isKnown ? null : corrected;
        }
        if (denied.Count == 0 && mode != "responses")
        {
            report.Changed(info!, "The catalog does not know the model, of which anything may be asked then, so no `capabilities` are written.");
            return null;
        }
        report.Changed(info!, "Written as `capabilities`: the catalog does not know the model, which so has all but what is marked false here.");
        return [mode == "responses" ? "responses" : "chat", .. Supports.Select(s => s.Capability).Except(denied)];
    }

    private ImportedPrice? Price(Parameters parameters, LiteLlmNode? info, LiteLlmNode entry)
    {
        var input = Read("input_cost_per_token");
        var output = Read("output_cost_per_token");
        var cached = Read("cache_read_input_token_cost");
        var write = Read("cache_creation_input_token_cost");
        if (input is null && output is null)
        {
            if ((cached ?? write) is not null)
                report.Missing(entry, "It has prices for the provider's cache, but none for input and output.", "Give the deployment a whole `price`.");
            return null;
        }
        if (input is null || output is null) report.Changed(entry, $"There is a price for {(input is null ? "output" : "input")} only; the other was written as 0.");
        return new ImportedPrice(input ?? 0, cached, write, output ?? 0);

        decimal? Read(string field)
        {
            var own = parameters.Take(field);
            var informed = info?.Take(field);
            return PerMillion(own ?? informed);
        }
    }

    private decimal? PerMillion(LiteLlmNode? node)
    {
        if (node is null) return null;
        if (node.Number is not { } perToken || perToken < 0 || perToken > HighestPrice / TokensPerPrice)
        {
            report.Missing(node, "A price is a number of USD, at most 1,000,000 per million tokens.", "Set the deployment's `price`.");
            return null;
        }
        var exact = perToken * TokensPerPrice;
        var price = decimal.Round(exact, 6);
        report.Changed(node, price == exact ? "Written as USD per million tokens." : "Written as USD per million tokens, rounded to six decimal places.");
        return price;
    }

    private long? Tokens(LiteLlmNode? node)
    {
        if (node is null) return null;
        if (node.Number is > 0 and <= int.MaxValue) return (long)node.Number.Value;
        report.Missing(node, "It is not a number of tokens.", "Set the deployment's `context_tokens` or `output_tokens`.");
        return null;
    }
}
