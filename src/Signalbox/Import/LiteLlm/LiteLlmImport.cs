using System.Text.RegularExpressions;
using Signalbox.Models.Catalog;

namespace Signalbox.Import.LiteLlm;

/// <summary>
/// Turns a LiteLLM proxy configuration into a Signalbox one.
/// <code>
/// read the file --> model_list entry --> provider + deployment --> models --> fallbacks, aliases: route groups --> names --> YAML
///                                                                                            what nobody took --> report
/// </code>
/// 1. The file is read into nodes that know their line and whether they were taken. 2. Each entry finds its provider; equal accounts become one.
/// 3. Entries of one name are one model that shares calls among them. 4. Fallbacks and aliases become route groups. 5. What is left over is listed.
/// </summary>
internal static partial class LiteLlmImport
{
    private const int MostDeployments = 64;
    private const long LargestBody = 1_073_741_824;

    /// <summary>Imports.</summary>
    /// <param name="yaml">LiteLLM's configuration.</param>
    /// <param name="include">Gives the text of a file it includes; null when that cannot be read.</param>
    /// <exception cref="LiteLlmFormatException">The text is no LiteLLM configuration.</exception>
    public static ImportResult Run(string yaml, Func<string, string?> include)
    {
        var report = new ImportReport();
        var root = new LiteLlmReader(include, report).Read(yaml);
        var settings = new RouterSettings(root, report);
        var providers = new Providers();

        var models = ReadModels(root, report, settings, providers);
        var groups = new RouteGroupImport(report, settings, models).Read();
        var maxBodyBytes = MaxBodyBytes(root.Take("general_settings")?.Take("max_request_size_mb"), report);
        var names = new CallableNames(report);
        names.Give(groups, models);
        var providerNames = providers.Names();

        var output = new SignalboxYaml(providerNames, names).Write(maxBodyBytes, providers.All, models, [.. groups.Select(g => g.Group)]);
        ReportTaken(report, models, providerNames, names);
        ReportLeft(report, root);
        return new ImportResult(output, ReportText.Write(report, [.. Variable().Matches(output).Select(m => m.Groups["name"].Value).Distinct()]));
    }

    private static List<ImportedModel> ReadModels(LiteLlmNode root, ImportReport report, RouterSettings settings, Providers providers)
    {
        var secrets = new SecretReferences(report, root.All().Select(node => node.Variable).OfType<string>().Concat(root.Fields!.GetValueOrDefault("environment_variables")?.Fields?.Keys ?? []));
        var entries = new DeploymentImport(
            report,
            new ProviderImport(report, secrets, new BaseUrls(report), new CloudAccounts(report, secrets), new CallBounds(report, settings)),
            providers, new ModelFacts(report, ModelCatalog.BuiltIn()), settings, new Credentials(root, report));
        var shares = new Shares(report, settings);

        if (!root.Fields!.ContainsKey("model_list")) report.Missing(root, "There is no model_list: LiteLLM keeps the models in its database.", "Add them to the output, or through the API.");
        if (settings.Timeout is null && root.Take("model_list") is { Items.Count: > 0 } list)
            report.Changed(list, "Where no timeout is given, LiteLLM waits 10 minutes or more for an answer and Signalbox 120 seconds for its first byte. Set `timeouts.first_byte_ms` of the providers if answers take longer.");
        var models = new List<ImportedModel>();
        foreach (var model in (root.Take("model_list")?.Items ?? []).SelectMany(entries.Read).ToList().GroupBy(d => d.Entry.Fields!["model_name"].Text!))
        {
            foreach (var beyond in model.Skip(MostDeployments))
                report.Missing(beyond.Entry, $"A model has at most {MostDeployments} deployments.", "Make a second model, and a route group of both.");
            models.Add(new ImportedModel(model.Key, shares.Divide([.. model.Take(MostDeployments)])));
        }
        return models;
    }

    private static long? MaxBodyBytes(LiteLlmNode? megabytes, ImportReport report)
    {
        if (megabytes is null) return null;
        if (megabytes.Number is not > 0)
        {
            report.Missing(megabytes, "It is not a number of megabytes.", "Set `server.max_body_bytes`.");
            return null;
        }
        report.Changed(megabytes, "Written as `server.max_body_bytes`, which is read at start only.");
        return (long)Math.Clamp(Math.Min(megabytes.Number.Value, 1024) * 1_048_576, 1024, LargestBody);
    }

    private static void ReportTaken(ImportReport report, IReadOnlyList<ImportedModel> models, Dictionary<ImportedProvider, string> providerNames, CallableNames names)
    {
        foreach (var model in models)
            foreach (var deployment in model.Deployments)
                report.Taken(deployment.Entry, $"model `{names[model]}`: `{deployment.UpstreamModel}` at provider `{providerNames[deployment.Provider]}` ({deployment.Provider.Kind})");
    }

    private static void ReportLeft(ImportReport report, LiteLlmNode root)
    {
        foreach (var left in root.Left())
        {
            var gap = Gaps.For(ImportReport.Subject(left));
            report.Missing(left, gap.Why, gap.Remedy);
        }
    }

    [GeneratedRegex(@"\$\{(?!file:)(?<name>[^}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
