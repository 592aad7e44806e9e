namespace Signalbox.Observability.Logging;

/// <summary>How the gateway logs.</summary>
/// <param name="Json">One JSON object per line, for machines; else lines for people.</param>
/// <param name="Level">The least severe level that is written.</param>
internal sealed record LogOptions(bool Json, LogLevel Level)
{
    /// <summary>Reads <c>SIGNALBOX_LOG_FORMAT</c> (json or text; unless set, text on a terminal and json elsewhere) and <c>SIGNALBOX_LOG_LEVEL</c>.</summary>
    /// <param name="read">Reads a variable; null when it is not set.</param>
    /// <param name="isTerminal">Whether standard output is one.</param>
    /// <exception cref="FormatException">A value is not understood.</exception>
    public static LogOptions Read(Func<string, string?> read, bool isTerminal) => new(
        read("SIGNALBOX_LOG_FORMAT") switch
        {
            "json" => true,
            "text" => false,
            null => !isTerminal,
            var other => throw new FormatException($"SIGNALBOX_LOG_FORMAT is '{other}'; set json or text."),
        },
        read("SIGNALBOX_LOG_LEVEL") switch
        {
            null or "information" => LogLevel.Information,
            "debug" => LogLevel.Debug,
            "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            var other => throw new FormatException($"SIGNALBOX_LOG_LEVEL is '{other}'; set debug, information, warning or error."),
        });
}
