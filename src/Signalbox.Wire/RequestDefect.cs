namespace Signalbox.Wire;

/// <summary>
/// What is wrong with a request body. Safe to show and to log: it never repeats content, only field names and offsets,
/// and says what to do.
/// </summary>
/// <param name="Message">One or two sentences: what is wrong, and the remedy.</param>
/// <param name="Param">The field at fault as the caller's dialect spells it: <c>messages[3]</c> (OpenAI), <c>messages.3</c> (Anthropic). Or null.</param>
public sealed record RequestDefect(string Message, string? Param);
