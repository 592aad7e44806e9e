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
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<ConfigurationError> _errors = [];

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

    private JsonNode? Convert(YamlNode node, string path, int depth)
    {
        _lines[path] = (int)node.Start.Line;
        if (depth > MaxDepth)
        {
            _errors.Add(new((int)node.Start.Line, path, "is nested too deeply."));
            return null;
        }
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
