namespace Signalbox.Import.LiteLlm;

/// <summary>The text is no LiteLLM proxy configuration; the message says why.</summary>
internal sealed class LiteLlmFormatException(string message) : FormatException(message);
