using System.Text;
using Signalbox.Reports;

namespace Gateway.Tests.Reports;

public sealed class ReportTableTests
{
    private static readonly ReportTable Table = new("By team", ["team", "name", "requests", "refused", "cost_usd"],
        [["a", "=cmd|' /C calc'!A0", 2L, 0L, 0.000313m], ["b", "<b>x</b> | \"y\"\nz", 1L, 0L, null]]);

    [Fact]
    public void A_cell_that_a_spreadsheet_would_run_is_defused() => Table.ToCsv().ShouldBe(
        "\"team\",\"name\",\"requests\",\"refused\",\"cost_usd\"\r\n\"a\",\"'=cmd|' /C calc'!A0\",\"2\",\"0\",\"0.000313\"\r\n\"b\",\"<b>x</b> | \"\"y\"\"\nz\",\"1\",\"0\",\"\"\r\n");

    [Fact]
    public void What_people_named_shows_as_it_is_in_Markdown_and_columns_that_say_nothing_are_left_out()
    {
        var text = Table.AppendMarkdown(new StringBuilder()).ToString();

        text.ShouldContain("| team | name | requests | cost usd |\n");
        text.ShouldContain("| b | &lt;b\\>x&lt;/b\\> \\| \"y\" z | 1 |  |");
    }
}
