namespace Signalbox.Configuration;

/// <summary>The configuration is at fault; the message names every place.</summary>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : FormatException("The configuration was not applied:\n" + string.Join("\n", errors.Select(e => $"  {e}")))
{
    /// <summary>Each fault with its place.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}

/// <summary>One fault.</summary>
/// <param name="Line">From 1; 0 when the place is not known.</param>
/// <param name="Path">Path in the API's words, such as <c>organizations[0].teams[1].name</c>; empty when the line says enough.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record ConfigurationError(int Line, string Path, string Message)
{
    public override string ToString() => $"{(Line > 0 ? $"line {Line}: " : "")}{(Path.Length > 0 ? $"{Path}: " : "")}{Message}";
}
