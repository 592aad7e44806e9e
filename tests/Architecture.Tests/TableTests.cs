using System.Text.RegularExpressions;
using Architecture.Tests.Code;

namespace Architecture.Tests;

/// <summary>A table of the database belongs to one store class.</summary>
public sealed partial class TableTests
{
    private static readonly IReadOnlyList<CompiledType> Types = CompiledAssembly.Read("signalbox.dll");

    private static readonly HashSet<string> Tables = Directory
        .EnumerateFiles(Repository.PathOf("src", "Signalbox", "Storage", "Migrations"), "*.sql")
        .SelectMany(file => Created().Matches(File.ReadAllText(file)).Select(match => match.Groups["table"].Value))
        .ToHashSet(StringComparer.Ordinal);

    private static readonly HashSet<(string Table, string Type)> Exceptions = DependencyTable.Read().TableExceptions;

    [Fact]
    public void A_table_is_written_by_one_class()
    {
        var several = Uses(Written()).Where(use => !Exceptions.Contains(use)).GroupBy(use => use.Table)
            .Where(table => table.Count() > 1).Select(table => $"{table.Key}: {string.Join(", ", table.Select(use => use.Type))}");

        several.ShouldBeEmpty();
    }

    [Fact]
    public void A_table_is_read_in_the_capability_that_writes_it()
    {
        var owners = Uses(Written()).Where(use => !Exceptions.Contains(use)).ToDictionary(use => use.Table, use => CapabilityGraph.Of(use.Type));
        owners.Keys.ShouldBe(Tables, ignoreOrder: true);

        Uses(ReadFrom()).Where(use => !Exceptions.Contains(use) && CapabilityGraph.Of(use.Type) != owners[use.Table])
            .Select(use => $"{use.Type} reads {use.Table}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_exception_is_still_needed() =>
        Exceptions.Except(Uses(ReadFrom()).Union(Uses(Written()))).ShouldBeEmpty();

    private static IEnumerable<(string Table, string Type)> Uses(Regex statement) =>
        (from type in Types
         from text in type.Strings
         from Match match in statement.Matches(text)
         where Tables.Contains(match.Groups["table"].Value)
         select (match.Groups["table"].Value, type.FullName)).Distinct();

    [GeneratedRegex(@"CREATE TABLE (?<table>\w+)")]
    private static partial Regex Created();

    [GeneratedRegex(@"\b(INTO|UPDATE|DELETE\s+FROM)\s+(?<table>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();

    [GeneratedRegex(@"\b(FROM|JOIN)\s+(?<table>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ReadFrom();
}
