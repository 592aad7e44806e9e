using Signalbox.Admin;

namespace Signalbox.Import.LiteLlm;

/// <summary>
/// Names for models and route groups, which share one space. A route group takes the name that callers say, so that nothing changes for them; a model
/// of the same name makes room.
/// </summary>
internal sealed class CallableNames(ImportReport report)
{
    private const int Longest = 128;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);

    /// <summary>The name of a model or route group.</summary>
    public string this[object owner] => _names[owner];

    /// <summary>Names them all.</summary>
    public void Give(IReadOnlyList<(ImportedRouteGroup Group, LiteLlmNode At)> groups, IReadOnlyList<ImportedModel> models)
    {
        foreach (var (group, at) in groups) Name(group, group.LiteLlmName, at);
        // Those that make room come last, so that no other model loses its name to them.
        var besideGroup = models.ToLookup(m => groups.Any(g => g.Group.LiteLlmName == m.LiteLlmName));
        foreach (var model in besideGroup[false]) Name(model, model.LiteLlmName, model.Deployments[0].Entry);
        foreach (var model in besideGroup[true])
        {
            var name = Free(Ending(Valid(model.LiteLlmName), "-only"));
            _names[model] = name;
            report.Changed(model.Deployments[0].Entry, $"The name `{model.LiteLlmName}` belongs to the route group that callers use; the model by itself is `{name}`.");
        }
    }

    private void Name(object owner, string asked, LiteLlmNode at)
    {
        var name = Free(Valid(asked));
        _names[owner] = name;
        if (name != asked) report.Changed(at, $"`{asked}` is not a name in Signalbox, or is taken; it is `{name}`. Callers must say so.");
    }

    private string Free(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_used.Add(name); number++) name = Ending(wanted, $"-{number}");
        return name;
    }

    private static string Ending(string name, string ending) => name[..Math.Min(name.Length, Longest - ending.Length)] + ending;

    private static string Valid(string name)
    {
        var errors = new FieldErrors();
        Names.RequireTarget(errors, "name", name);
        if (errors.IsEmpty) return name;
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/' or ':' or '@' ? c : '-')).TrimStart('.', '_', '-', '/', ':', '@').TrimEnd('-');
        return plain.Length == 0 ? "model" : plain[..Math.Min(plain.Length, Longest)];
    }
}
