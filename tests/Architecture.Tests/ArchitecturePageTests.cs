using Architecture.Tests.Code;

namespace Architecture.Tests;

public sealed class ArchitecturePageTests
{
    /// <summary>With <c>SIGNALBOX_WRITE_ARCHITECTURE=1</c> (eng/architecture.sh) the page is written instead of compared.</summary>
    [Fact]
    public void The_graph_in_the_docs_is_the_one_of_the_code()
    {
        var page = File.ReadAllText(ArchitecturePage.Path);
        var fresh = ArchitecturePage.Refresh(page, CapabilityGraph.OfGateway(), DependencyTable.Read());
        if (Environment.GetEnvironmentVariable("SIGNALBOX_WRITE_ARCHITECTURE") == "1") File.WriteAllText(ArchitecturePage.Path, fresh);
        else page.ShouldBe(fresh, "docs/architecture.md is stale: run eng/architecture.sh and commit.");
    }

    [Fact]
    public void Every_file_that_the_path_of_a_call_names_exists()
    {
        var page = File.ReadAllText(ArchitecturePage.Path);
        var named = System.Text.RegularExpressions.Regex.Matches(page, @"`(?<path>[\w./]+\.cs)`").Select(match => match.Groups["path"].Value).Distinct().ToArray();

        named.Length.ShouldBeGreaterThan(10);
        named.Where(path => !File.Exists(Repository.PathOf("src", "Signalbox", path)) && !File.Exists(Repository.PathOf("src", path))).ShouldBeEmpty();
    }
}
