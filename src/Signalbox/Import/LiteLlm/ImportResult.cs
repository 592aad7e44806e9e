namespace Signalbox.Import.LiteLlm;

/// <summary>What an import gives.</summary>
/// <param name="Yaml">The Signalbox configuration; it holds references to credentials, never one itself.</param>
/// <param name="Report">The report, in Markdown.</param>
internal sealed record ImportResult(string Yaml, string Report);
