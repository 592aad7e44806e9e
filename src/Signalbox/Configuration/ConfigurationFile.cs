using Signalbox.Admin;

namespace Signalbox.Configuration;

/// <summary>A configuration that was read: the document, and where each path stands.</summary>
internal sealed class ConfigurationFile
{
    private readonly YamlToJson _yaml;

    private ConfigurationFile(ConfigurationDocument document, YamlToJson yaml) => (Document, _yaml) = (document, yaml);

    /// <summary>What it says.</summary>
    public ConfigurationDocument Document { get; }

    /// <summary>Reads YAML.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="resolvesSecrets">Whether <c>${...}</c> is replaced from this process's environment and files: for the operator's own file, never for what comes over the network.</param>
    /// <exception cref="ConfigurationException">Naming every place at fault.</exception>
    public static ConfigurationFile Parse(string yaml, bool resolvesSecrets)
    {
        var converter = new YamlToJson(resolvesSecrets ? Placeholders.OfThisProcess : Placeholders.None);
        var json = converter.Convert(yaml);
        try
        {
            return new ConfigurationFile(DraftReader.Deserialize(json, ConfigurationJson.Default.ConfigurationDocument), converter);
        }
        catch (ProblemException problem)
        {
            throw new ConfigurationException([.. problem.Errors!.SelectMany(e => e.Value.Select(message => new ConfigurationError(converter.LineOf(e.Key), e.Key, message)))]);
        }
    }

    /// <summary>A fault at a path of this file.</summary>
    public ConfigurationError ErrorAt(string path, string message) => new(_yaml.LineOf(path), path, message);
}
