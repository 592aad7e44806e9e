namespace Signalbox.Import.LiteLlm;

/// <summary>
/// How the deployments of a model share its calls. LiteLLM draws by weight; where there is none by rpm, else by tpm
/// (<see href="https://docs.litellm.ai/docs/routing"/>, simple-shuffle).
/// </summary>
internal sealed class Shares(ImportReport report, RouterSettings settings)
{
    private const int MostWeight = 1_000_000;

    /// <summary>The deployments with their weights.</summary>
    public IReadOnlyList<ImportedDeployment> Divide(IReadOnlyList<ImportedDeployment> deployments)
    {
        foreach (var field in settings.SharesByLimit ? new[] { "weight", "rpm", "tpm" } : ["weight"])
        {
            var given = deployments.Select(d => (Deployment: d, Node: Of(d, field))).ToList();
            if (given.TrueForAll(g => g.Node is null)) continue;
            // A weight is taken; a limit stays, since as a limit it has no equivalent and is listed as such.
            if (field == "weight")
                foreach (var deployment in deployments)
                    deployment.Entry.Fields!["litellm_params"].Take(field);
            if (deployments.Count == 1) return deployments;
            foreach (var node in given.Select(g => g.Node).OfType<LiteLlmNode>())
                report.Changed(node, field == "weight"
                    ? "Written as the deployment's `weight`; one without a weight serves only when the others failed."
                    : $"LiteLLM shares calls in proportion to `{field}`, so it was written as the deployment's `weight`.");
            var weights = Whole([.. given.Select(g => Math.Max(0, g.Node?.Number ?? 0))]);
            return [.. given.Select((g, i) => g.Deployment with { Weight = weights[i] })];
        }
        return deployments;
    }

    private static LiteLlmNode? Of(ImportedDeployment deployment, string field) =>
        deployment.Entry.Fields!["litellm_params"].Fields!.GetValueOrDefault(field) is { Number: not null } node ? node : null;

    /// <summary>The same proportions in whole numbers from 0 to 1,000,000.</summary>
    private static int[] Whole(decimal[] weights)
    {
        var most = weights.Max();
        if (most <= MostWeight && Array.TrueForAll(weights, w => w == decimal.Truncate(w))) return [.. weights.Select(w => (int)w)];
        return [.. weights.Select(w => w == 0 ? 0 : Math.Max(1, (int)decimal.Round(w / most * 1000)))];
    }
}
