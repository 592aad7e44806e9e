using System.Text.RegularExpressions;
using Signalbox.Configuration;
using Signalbox.Import.LiteLlm;

namespace Gateway.Tests.Import;

/// <summary>Imports a text and gives what tests look at.</summary>
internal static partial class LiteLlmSample
{
    /// <summary>Imports a configuration that includes nothing.</summary>
    public static ImportResult Import(string yaml) => LiteLlmImport.Run(yaml, _ => null);

    /// <summary>The output as the gateway reads it, with a value for each variable.</summary>
    public static ConfigurationDocument Read(this ImportResult result) => ConfigurationFile.Parse(result.FilledIn(), resolvesSecrets: false).Document;

    /// <summary>The output as the command line sends it.</summary>
    public static string FilledIn(this ImportResult result) => Placeholder().Replace(result.Yaml, "filled-in");

    /// <summary>A part of the report.</summary>
    public static string Part(this ImportResult result, string title) =>
        result.Report.Split("\n## ").Single(part => part.StartsWith(title, StringComparison.Ordinal));

    [GeneratedRegex(@"\$\{[^}]+\}")]
    private static partial Regex Placeholder();
}
