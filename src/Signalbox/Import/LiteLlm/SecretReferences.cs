namespace Signalbox.Import.LiteLlm;

/// <summary>
/// Turns credentials into references. One that is written out in the file never reaches the output or the report: it gets the name of a variable
/// that nothing in the file uses, the same name wherever it stands.
/// </summary>
internal sealed class SecretReferences(ImportReport report, IEnumerable<string> namesInUse)
{
    private readonly HashSet<string> _names = new(namesInUse, StringComparer.Ordinal);
    private readonly Dictionary<(string Wanted, string Value), string> _made = [];

    /// <summary>The reference that stands for a credential.</summary>
    /// <param name="secret">The credential: a reference to the environment, or the thing itself.</param>
    /// <param name="wanted">What its variable is called, if that name is free.</param>
    public string For(LiteLlmNode secret, string wanted)
    {
        if (secret.Variable is { } variable) return $"${{{variable}}}";
        if (!_made.TryGetValue((wanted, secret.Text!), out var name))
        {
            name = wanted;
            for (var number = 2; !_names.Add(name); number++) name = $"{wanted}_{number}";
            _made[(wanted, secret.Text!)] = name;
        }
        report.Changed(secret, $"The credential stands in the file itself. It was not copied: set the variable `{name}` to it, and take it out of the file.");
        return $"${{{name}}}";
    }

    /// <summary>The part of a variable's name that says whose it is.</summary>
    public static string VariablePart(string label) =>
        string.Concat(label.ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
