using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Signalbox.Configuration;

/// <summary>
/// Converts YAML to JSON, remembering on which line each path stands. Plain scalars get YAML's core types; <c>${NAME}</c> and <c>${file:PATH}</c>
/// in any scalar are replaced from the environment or a mounted secret.
/// </summary>
internal sealed partial class YamlToJson(Placeholders placeholders)
{
    private const int MaxDepth = 32;

    /// <summary>Values that aliases may add to those that are written out: a few lines can stand for more than any memory holds.</summary>
    private const int MostFromAliases = 250_000;

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<ConfigurationError> _errors = [];
    private int _valuesLeft;

    /// <summary>The line of a path, or of the nearest path above it.</summary>
    public int LineOf(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
            if (_lines.TryGetValue(at, out var line))
                return line;
        return 0;
    }

    /// <summary>Converts.</summary>
    /// <exception cref="ConfigurationException">The text is not YAML, a key stands twice, or a variable is not set.</exception>
    public JsonObject Convert(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            _valuesLeft = MostFromAliases + CountValues(yaml);
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException failure)
        {
            throw new ConfigurationException([new((int)failure.Start.Line, "yaml", (failure.InnerException?.Message ?? failure.Message) + Hint(yaml, (int)failure.Start.Line))]);
        }
        if (stream.Documents.Count == 0) return [];
        if (stream.Documents.Count > 1) throw new ConfigurationException([new(0, "yaml", "holds several documents; only one is applied. Put everything into one.")]);
        var root = stream.Documents[0].RootNode;
        var json = root is YamlScalarNode { Value: null or "" } ? new JsonObject() : Convert(root, "", 0) as JsonObject;
        if (json is null) _errors.Add(new((int)root.Start.Line, "yaml", "must be a mapping with sections such as providers, models and organizations."));
        return _errors.Count == 0 ? json! : throw new ConfigurationException(_errors);
    }

    /// <summary>A placeholder's brackets are YAML's own where a list or a mapping is written in brackets.</summary>
    private static string Hint(string yaml, int line) =>
        yaml.Split('\n').ElementAtOrDefault(line - 1)?.Contains("${", StringComparison.Ordinal) == true ? " Inside { } and [ ] a placeholder needs quotes: \"${NAME}\"." : "";

    /// <summary>How many values are written out. It looks at one after the other, where loading would go as deep as they are nested.</summary>
    /// <exception cref="ConfigurationException">They are nested too deeply.</exception>
    private static int CountValues(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var (count, depth) = (0, 0);
        while (parser.MoveNext())
        {
            count++;
            depth += parser.Current!.NestingIncrease;
            // The stream and the document are two levels more.
            if (depth > MaxDepth + 3) throw new ConfigurationException([new((int)parser.Current.Start.Line, "yaml", $"is nested too deeply: {MaxDepth} levels are the most.")]);
        }
        return count;
    }

    private JsonNode? Convert(YamlNode node, string path, int depth)
    {
        if (--_valuesLeft < 0)
            throw new ConfigurationException([new((int)node.Start.Line, path, $"stands for more than {MostFromAliases:N0} values by its aliases. Write them out, or use fewer.")]);
        if (depth > MaxDepth) throw new ConfigurationException([new((int)node.Start.Line, path, $"is nested too deeply: {MaxDepth} levels are the most.")]);
        _lines[path] = (int)node.Start.Line;
        switch (node)
        {
            case YamlMappingNode mapping:
                var json = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    var name = (key as YamlScalarNode)?.Value ?? "";
                    var at = path.Length == 0 ? name : $"{path}.{name}";
                    json[name] = Convert(value, at, depth + 1);
                    _lines[at] = (int)key.Start.Line;
                }
                return json;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select((item, i) => Convert(item, $"{path}[{i}]", depth + 1))]);
            default:
                return Scalar((YamlScalarNode)node, path);
        }
    }

    private JsonValue? Scalar(YamlScalarNode node, string path)
    {
        var text = placeholders.Fill(node.Value ?? "", missing => _errors.Add(new((int)node.Start.Line, path, missing)));
        // What was put in from outside is text, whatever it looks like: a key of digits stays a key.
        if (node.Style != ScalarStyle.Plain || text != node.Value) return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when Integer().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ when Decimal().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) => JsonValue.Create(fraction),
            _ => JsonValue.Create(text),
        };
    }

    [GeneratedRegex(@"^-?(0|[1-9]\d*)$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^-?\d+(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex Decimal();
}
