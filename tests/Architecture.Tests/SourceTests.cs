using System.Text.RegularExpressions;
using Architecture.Tests.Code;

namespace Architecture.Tests;

/// <summary>How source files lie and what they are called.</summary>
public sealed partial class SourceTests
{
    /// <summary>No file needs more; one that does says why in its first lines.</summary>
    private const int MostLines = 400;

    [Fact]
    public void A_file_s_namespace_is_its_folder()
    {
        var offenders = Sources().Where(source => Namespace().Match(source.Text) is { Success: true } match && match.Groups["name"].Value != source.ExpectedNamespace)
            .Select(source => $"{source.Path} should be in {source.ExpectedNamespace}");

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_can_be_read_in_one_sitting() =>
        Sources().Where(source => source.Text.Count(c => c == '\n') > MostLines).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void A_name_says_what_a_type_does()
    {
        var offenders = Sources().SelectMany(source => Declared().Matches(source.Text).Select(match => match.Groups["name"].Value))
            .Where(name => VagueName().IsMatch(name));

        offenders.ShouldBeEmpty();
    }

    private static IEnumerable<(string Path, string Text, string ExpectedNamespace)> Sources() =>
        from project in new[] { "Signalbox", "Signalbox.Core", "Signalbox.Wire" }
        let root = Repository.PathOf("src", project)
        from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(root, file)
        where !relative.StartsWith("bin", StringComparison.Ordinal) && !relative.StartsWith("obj", StringComparison.Ordinal)
        let folder = Path.GetDirectoryName(relative)!
        select (Path.Combine("src", project, relative), File.ReadAllText(file), folder.Length == 0 ? project : $"{project}.{folder.Replace(Path.DirectorySeparatorChar, '.')}");

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*(public|internal|private|file)[\w\s]*\b(class|record|struct|interface|enum)\s+(struct\s+)?(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();

    [GeneratedRegex(@"(Manager|Helpers?|Util(s|ities)?|Common|Base|Impl)$", RegexOptions.ExplicitCapture)]
    private static partial Regex VagueName();
}
