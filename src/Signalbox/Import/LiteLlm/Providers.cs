namespace Signalbox.Import.LiteLlm;

/// <summary>The providers of the output: one for each account that is used the same way.</summary>
internal sealed class Providers
{
    private readonly List<ImportedProvider> _all = [];

    /// <summary>All, in the order of their first use.</summary>
    public IReadOnlyList<ImportedProvider> All => _all;

    /// <summary>The provider that is the same account used the same way; this one if there was none.</summary>
    public ImportedProvider Add(ImportedProvider provider)
    {
        if (_all.Find(provider.IsSameAs) is { } same) return same;
        _all.Add(provider);
        return provider;
    }

    /// <summary>A name for each: the label where it is the only one of it, else with what tells it from the others.</summary>
    public Dictionary<ImportedProvider, string> Names()
    {
        var names = new Dictionary<ImportedProvider, string>(ReferenceEqualityComparer.Instance);
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in _all)
        {
            var alone = _all.Count(p => p.Label == provider.Label) == 1;
            var wanted = alone || provider.Hint is null ? provider.Label : $"{provider.Label}-{Plain(provider.Hint)}";
            if (wanted.Length > 58) wanted = wanted[..58];
            var name = wanted.Trim('-');
            for (var number = 2; !used.Add(name); number++) name = $"{wanted}-{number}";
            names[provider] = name;
        }
        return names;
    }

    private static string Plain(string hint) => string.Concat(hint.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'));
}
