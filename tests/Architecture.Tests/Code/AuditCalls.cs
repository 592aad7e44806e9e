using System.Text.RegularExpressions;

namespace Architecture.Tests.Code;

/// <summary>The words that sources write into the audit trail, read from the calls that do.</summary>
internal sealed partial class AuditCalls
{
    /// <summary>What hands an action on to the call that writes it.</summary>
    private static readonly string[] HandOn = ["Audit", "AuditCredential", "MoveAsync", "SwitchAsync", "EndAsync"];

    /// <summary>Actions that are looked up where they are handed on, or in the files that hold the words.</summary>
    private static readonly string[] HandedOn = ["action", "source", "BackfillSources.Of"];

    /// <summary>The levels of the tenant tree, and whatever a file had and has no more: kinds that are written literally elsewhere.</summary>
    private static readonly Dictionary<string, string[]> OfRows = new(StringComparer.Ordinal)
    {
        ["kind"] = ["organization", "team", "project", "user"],
        ["row.Kind"] = ["organization", "team", "project", "user"],
        ["next.Kind"] = ["organization", "team", "project", "user"],
        ["current.Kind"] = ["organization", "team", "project", "user"],
        ["AccessModes.Name(kind)"] = ["organization", "team", "project", "user", "key"],
    };

    private static readonly ILookup<string, string> None = Array.Empty<string>().ToLookup(one => one, StringComparer.Ordinal);

    /// <summary>What events are of.</summary>
    public SortedSet<string> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>What they say was done.</summary>
    public SortedSet<string> Actions { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls whose words cannot be told: this class has to learn them.</summary>
    public List<string> Unclear { get; } = [];

    /// <summary>Reads all sources of the gateway.</summary>
    public static AuditCalls Read()
    {
        var (found, root) = (new AuditCalls(), Repository.PathOf("src", "Signalbox"));
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(file => !Path.GetRelativePath(root, file).StartsWith("obj", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(root, file), File.ReadAllText, StringComparer.Ordinal);
        var constants = files.Values.SelectMany(text => Constant().Matches(text).Select(match => (Type: Declared().Match(text).Groups["name"].Value, Match: match)))
            .ToLookup(one => $"{one.Type}.{one.Match.Groups["name"].Value}", one => one.Match.Groups["value"].Value);
        foreach (var (file, text) in files)
        {
            var writes = Calls(text, @"\.Audit(?:<\w+>)?").ToArray();
            foreach (var arguments in writes) found.Add(file, arguments, $"{Declared().Match(text).Groups["name"].Value}.Kind", constants);
            if (writes.Length == 0 && !file.EndsWith("BackfillSources.cs", StringComparison.Ordinal)) continue;
            foreach (var name in HandOn)
                foreach (var argument in Calls(text, $@"(?:(?<![.\w])|promotion\.){name}").SelectMany(arguments => arguments))
                    // The steps of a canary end with the words of their own history.
                    found.Actions.UnionWith(Words(argument, name == "MoveAsync" ? constants : None).Select(word => name == "EndAsync" ? word.Replace('_', '-') : word));
            found.Actions.UnionWith(Assigned().Matches(text).SelectMany(match => Words(match.Value, constants)));
            if (writes.Length == 0) found.Actions.UnionWith(Words(text, constants));
        }
        return found;
    }

    private void Add(string file, IReadOnlyList<string> arguments, string ownKind, ILookup<string, string> constants)
    {
        var (action, kind) = (arguments[0], arguments[1]);
        var (actions, kinds) = (Words(action, constants).ToArray(), Words(kind == "Kind" ? ownKind : kind, constants).ToArray());
        if (actions.Length == 0 && !HandedOn.Any(one => action.StartsWith(one, StringComparison.Ordinal))) Unclear.Add($"{file}: action {action}");
        if (kinds.Length == 0 && !OfRows.TryGetValue(kind, out kinds!)) Unclear.Add($"{file}: kind {kind}");
        Actions.UnionWith(actions);
        Kinds.UnionWith(kinds ?? []);
    }

    /// <summary>The literals in an expression, and the constants it names.</summary>
    private static IEnumerable<string> Words(string expression, ILookup<string, string> constants) =>
        Literal().Matches(expression).Select(match => match.Groups["word"].Value).Concat(Member().Matches(expression).SelectMany(match => constants[match.Value]));

    /// <summary>The arguments of each call of that name; declarations are none.</summary>
    private static IEnumerable<IReadOnlyList<string>> Calls(string text, string name)
    {
        foreach (Match call in Regex.Matches(text, $@"{name}\("))
        {
            var (depth, from, arguments) = (0, call.Index + call.Length, new List<string>());
            for (var i = from; i < text.Length; i++)
            {
                if (text[i] is '(' or '[' or '{') depth++;
                else if (text[i] is ')' or ']' or '}' && depth-- == 0)
                {
                    arguments.Add(text[from..i].Trim());
                    break;
                }
                else if (text[i] == ',' && depth == 0)
                {
                    arguments.Add(text[from..i].Trim());
                    from = i + 1;
                }
            }
            if (arguments[0] is not "" && !arguments[0].StartsWith("AdminTransaction ", StringComparison.Ordinal)) yield return arguments;
        }
    }

    [GeneratedRegex(@"""(?<word>[a-z]+(?:[-_][a-z]+)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b[A-Z]\w+\.[A-Z]\w+\b")]
    private static partial Regex Member();

    [GeneratedRegex(@"const string (?<name>\w+) = ""(?<value>[^""]*)"";")]
    private static partial Regex Constant();

    [GeneratedRegex(@"^(?:internal|public)[\w\s]*\b(?:class|record)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"\b\w*[aA]ction = [^;]*;")]
    private static partial Regex Assigned();
}
