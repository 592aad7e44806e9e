using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Signalbox.Import.LiteLlm;

/// <summary>Reads a LiteLLM proxy configuration with the files it includes, see <see href="https://docs.litellm.ai/docs/proxy/config_management"/>.</summary>
/// <param name="include">The text of an included file, or null when it cannot be read.</param>
/// <param name="report">Takes what cannot be included.</param>
internal sealed class LiteLlmReader(Func<string, string?> include, ImportReport report)
{
    private const int MaxDepth = 32;
    private static readonly string[] Sections = ["model_list", "litellm_settings", "router_settings", "general_settings", "credential_list", "include"];
    private static readonly string[] OurSections = ["providers", "models", "route_groups", "organizations"];

    /// <summary>Reads.</summary>
    /// <exception cref="LiteLlmFormatException">The text is not YAML, or no LiteLLM configuration.</exception>
    public LiteLlmNode Read(string yaml)
    {
        var root = Parse(yaml, file: null);
        if (!Sections.Any(root.Fields!.ContainsKey))
            throw new LiteLlmFormatException(OurSections.Any(root.Fields.ContainsKey)
                ? "This is a Signalbox configuration already: apply it with `signalbox apply -f FILE`."
                : $"This is no LiteLLM proxy configuration: it has none of {string.Join(", ", Sections)}.");
        if (root.Take("include") is { } includes) root = WithIncluded(root, includes.TakeAll());
        if (root.Fields!.TryGetValue("model_list", out var models) && models is { Items: null, Text: not null } or { Fields: not null })
            throw new LiteLlmFormatException($"{models.Place}: model_list must be a list of models.");
        return root;
    }

    /// <summary>As LiteLLM does it: lists are put together, any other section takes the place of the one before.</summary>
    private LiteLlmNode WithIncluded(LiteLlmNode root, LiteLlmNode includes)
    {
        var fields = new Dictionary<string, LiteLlmNode>(root.Fields!, StringComparer.Ordinal);
        foreach (var file in includes.Items ?? [includes])
        {
            if (file.Text is not { } name || include(name) is not { } text)
            {
                report.Missing(file, "The included file cannot be read, so nothing of it was imported.", "Put it beside the configuration under that path and import again.");
                continue;
            }
            foreach (var (key, value) in Parse(text, name).Fields!)
            {
                var before = fields.GetValueOrDefault(key);
                if (before?.Items is { } items && value.Items is { } more)
                {
                    fields[key] = new LiteLlmNode(before.Path, before.Place) { Items = [.. items, .. more] };
                    continue;
                }
                if (before is not null) report.Changed(before.TakeAll(), $"The section of the same name in `{name}` takes its place, as in LiteLLM.");
                fields[key] = value;
            }
        }
        return new LiteLlmNode("", root.Place) { Fields = fields };
    }

    private static LiteLlmNode Parse(string yaml, string? file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException failure)
        {
            throw new LiteLlmFormatException($"{Place(failure.Start, file)}: this is not YAML: {failure.InnerException?.Message ?? failure.Message}");
        }
        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new LiteLlmFormatException($"{file ?? "The file"} is no LiteLLM proxy configuration: it must be one mapping with sections such as model_list.");
        return Convert(root, root.Start, "", file, 0);
    }

    private static LiteLlmNode Convert(YamlNode node, Mark at, string path, string? file, int depth)
    {
        var place = Place(at, file);
        if (depth > MaxDepth) throw new LiteLlmFormatException($"{place}: is nested too deeply.");
        return node switch
        {
            YamlMappingNode mapping => new LiteLlmNode(path, place) { Fields = ConvertFields(mapping, path, file, depth) },
            YamlSequenceNode list => new LiteLlmNode(path, place) { Items = [.. list.Select((item, i) => Convert(item, item.Start, $"{path}[{i}]", file, depth + 1))] },
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" or null } => new LiteLlmNode(path, place),
            YamlScalarNode scalar => new LiteLlmNode(path, place) { Text = scalar.Value },
            _ => new LiteLlmNode(path, place),
        };
    }

    private static Dictionary<string, LiteLlmNode> ConvertFields(YamlMappingNode mapping, string path, string? file, int depth)
    {
        var fields = new Dictionary<string, LiteLlmNode>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (name != "<<") fields[name] = Convert(value, key.Start, path.Length == 0 ? name : $"{path}.{name}", file, depth + 1);
        }
        // YAML 1.1's merge key, which LiteLLM's reader knows: what stands in the mapping itself goes first.
        if (mapping.Children.TryGetValue(new YamlScalarNode("<<"), out var merged))
            foreach (var source in (merged is YamlSequenceNode several ? several.Children : [merged]).OfType<YamlMappingNode>())
                foreach (var (name, value) in ConvertFields(source, path, file, depth + 1))
                    fields.TryAdd(name, value);
        return fields;
    }

    private static string Place(Mark mark, string? file) => file is null ? $"line {mark.Line}" : $"{file} line {mark.Line}";
}
