namespace Signalbox.Import.LiteLlm;

/// <summary>
/// Makes route groups of fallbacks (<see href="https://docs.litellm.ai/docs/proxy/reliability"/>) and of aliases
/// (<see href="https://docs.litellm.ai/docs/proxy/load_balancing"/>). Members of a group are models, so fallbacks of fallbacks are written out.
/// </summary>
internal sealed class RouteGroupImport(ImportReport report, RouterSettings settings, IReadOnlyList<ImportedModel> models)
{
    private const int MostMembers = 64;
    private const string EveryModel = "*";
    private readonly Dictionary<string, ImportedModel> _models = models.ToDictionary(m => m.LiteLlmName, StringComparer.Ordinal);
    private readonly Dictionary<string, (LiteLlmNode At, List<string> To)> _fallbacks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (LiteLlmNode At, string To)> _aliases = new(StringComparer.Ordinal);

    /// <summary>The groups, each with the place it comes from.</summary>
    public IReadOnlyList<(ImportedRouteGroup Group, LiteLlmNode At)> Read()
    {
        foreach (var list in settings.Fallbacks) ReadFallbacks(list.TakeAll());
        if (settings.DefaultFallbacks is { } defaults) Add(EveryModel, defaults.TakeAll());
        ReadAliases();

        var groups = new List<(ImportedRouteGroup, LiteLlmNode)>();
        foreach (var model in models.Where(m => !_aliases.ContainsKey(m.LiteLlmName)))
        {
            var at = _fallbacks.TryGetValue(model.LiteLlmName, out var own) ? own.At : _fallbacks.GetValueOrDefault(EveryModel).At;
            if (at is null || Members(model.LiteLlmName) is not { Count: > 1 } members) continue;
            groups.Add((new ImportedRouteGroup(model.LiteLlmName, $"{model.LiteLlmName}, and what stands in when it fails.", members), at));
        }
        foreach (var (alias, (at, to)) in _aliases)
            groups.Add((new ImportedRouteGroup(alias, $"Another name for {to}.", Members(to)), at));
        foreach (var (group, at) in groups) Report(group, at);
        return groups;
    }

    private void Report(ImportedRouteGroup group, LiteLlmNode at)
    {
        if (group.Members.Count == MostMembers) report.Changed(at, $"A route group has at most {MostMembers} members; any beyond were left out.");
        report.Changed(at, group.Members.Count > 1
            ? $"`{group.LiteLlmName}` is a route group that tries {string.Join(", then ", group.Members.Select(m => m.LiteLlmName))}."
            : $"`{group.LiteLlmName}` is a route group with one member, {group.Members[0].LiteLlmName}.");
    }

    /// <summary>A list of mappings, each from a model to those that stand in for it.</summary>
    private void ReadFallbacks(LiteLlmNode list)
    {
        foreach (var mapping in list.Items ?? [list])
            if (mapping.Fields is null)
                report.Missing(mapping, "It is not a mapping from a model to its fallbacks.", "Add a route group of strategy priority.");
            else
                foreach (var (from, to) in mapping.Fields)
                {
                    if (from == EveryModel || _models.ContainsKey(from)) Add(from, to);
                    else report.Missing(to, $"There is no model `{from}` in the output.", "Add the model, and a route group of strategy priority with its fallbacks.");
                }
    }

    private void Add(string from, LiteLlmNode to)
    {
        var names = new List<string>();
        foreach (var item in to.Items ?? [to])
        {
            var name = item.Fields is null ? item.Text : item.Fields.GetValueOrDefault("model")?.Text;
            if (item.Fields?.Count > 1) report.Missing(item, "Signalbox sends a fallback the same request; it has no parameters of its own.", "Change the request in the client, if that matters.");
            if (name is not null && (_models.ContainsKey(name) || IsAlias(name))) names.Add(name);
            else report.Missing(item, $"There is no model `{name}` in the output to fall back to.", "Add the model, and make it a member of the route group.");
        }
        // router_settings are read first, and what they say of a model counts.
        if (names.Count > 0 && !_fallbacks.TryAdd(from, (to, names)))
            report.Missing(to, $"There are other fallbacks of `{(from == EveryModel ? "every model" : from)}` in the file, which were taken.", "Compare them, and complete the route group.");
    }

    private void ReadAliases()
    {
        foreach (var (alias, node) in settings.Aliases?.TakeAll().Fields ?? new Dictionary<string, LiteLlmNode>())
        {
            var to = Target(node);
            if (node.Fields?.GetValueOrDefault("hidden") is { IsTrue: true } hidden)
                report.Missing(hidden, "A callable target is listed for whoever may call it.", "Do not grant the alias to those who should not see it.");
            if (to == alias) report.Taken(node, $"`{alias}` is its own name.");
            else if (to is not null && _models.ContainsKey(to)) _aliases[alias] = (node, to);
            else report.Missing(node, $"`{alias}` was left out: there is no model `{to}` in the output.", "Add the model, and a route group with it under the alias.");
        }
    }

    private bool IsAlias(string name) => settings.Aliases?.Fields?.GetValueOrDefault(name) is { } node && Target(node) is { } to && _models.ContainsKey(to);

    private static string? Target(LiteLlmNode alias) => alias.Fields is null ? alias.Text : alias.Fields.GetValueOrDefault("model")?.Text;

    /// <summary>A model with what stands in for it, each once, in the order in which LiteLLM would come to them.</summary>
    private List<ImportedModel> Members(string name)
    {
        var members = new List<ImportedModel>();
        Follow(name, members, []);
        return [.. members.Take(MostMembers)];
    }

    private void Follow(string name, List<ImportedModel> members, HashSet<string> seen)
    {
        // LiteLLM looks for an alias before it looks for a model.
        if (_aliases.TryGetValue(name, out var alias)) name = alias.To;
        if (!seen.Add(name)) return;
        members.Add(_models[name]);
        var next = _fallbacks.TryGetValue(name, out var own) ? own.To : _fallbacks.GetValueOrDefault(EveryModel).To;
        foreach (var fallback in next ?? []) Follow(fallback, members, seen);
    }
}
