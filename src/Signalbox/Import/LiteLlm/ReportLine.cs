namespace Signalbox.Import.LiteLlm;

/// <summary>One line of the report.</summary>
/// <param name="Subject">The field in LiteLLM's words.</param>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="Text">What happened to it, or why nothing could.</param>
/// <param name="Remedy">What to do; null when there is nothing to do.</param>
internal sealed record ReportLine(string Subject, string Place, string Text, string? Remedy);
