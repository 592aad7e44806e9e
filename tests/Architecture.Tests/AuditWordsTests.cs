using System.Text.RegularExpressions;
using Architecture.Tests.Code;

namespace Architecture.Tests;

/// <summary>The console's audit log can be filtered by every word that the trail holds.</summary>
public sealed class AuditWordsTests
{
    private static readonly AuditCalls Written = AuditCalls.Read();

    private static readonly string Console = File.ReadAllText(Repository.PathOf("src", "console", "src", "pages", "audit", "words.ts"));

    [Fact]
    public void Every_call_that_writes_an_event_is_understood() => Written.Unclear.ShouldBeEmpty();

    [Fact]
    public void The_console_offers_every_kind_and_no_other() => Offered("kinds").ShouldBe(Written.Kinds, ignoreOrder: true);

    [Fact]
    public void The_console_offers_every_action_and_no_other() => Offered("actions").ShouldBe(Written.Actions, ignoreOrder: true);

    private static string[] Offered(string list) =>
        [.. Regex.Matches(Regex.Match(Console, $@"const {list} = \[(?<words>[^\]]*)\]").Groups["words"].Value, "'([^']+)'").Select(match => match.Groups[1].Value)];
}
