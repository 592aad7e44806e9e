using System.Text.RegularExpressions;

namespace Signalbox.Configuration;

/// <summary>What <c>${NAME}</c> and <c>${file:PATH}</c> stand for: an environment variable, or a mounted secret without its last line break.</summary>
/// <param name="variable">A variable's value; null when it is not set.</param>
/// <param name="file">A file's content; null when it cannot be read.</param>
internal sealed partial class Placeholders(Func<string, string?> variable, Func<string, string?> file)
{
    private const string FilePrefix = "file:";

    /// <summary>Of the environment and the files of this process.</summary>
    public static readonly Placeholders OfThisProcess = new(Environment.GetEnvironmentVariable, ReadFile);

    /// <summary>None of them stands for anything: for text that comes from elsewhere.</summary>
    public static readonly Placeholders None = new(_ => null, _ => null);

    /// <summary>Fills in. What was filled in is not looked at again.</summary>
    /// <param name="text">Text with or without placeholders.</param>
    /// <param name="missing">Told what is wrong with each that stands for nothing, and the remedy.</param>
    public string Fill(string text, Action<string> missing) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        var path = name.StartsWith(FilePrefix, StringComparison.Ordinal) ? name[FilePrefix.Length..] : null;
        if ((path is null ? variable(name) : file(path)) is { } value) return path is null ? value : value.TrimEnd('\r', '\n');
        missing(path is null
            ? $"The environment variable {name} is not set. Set it, or write the value another way."
            : $"The file '{path}' cannot be read. Mount it, or correct the path.");
        return "";
    });

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
