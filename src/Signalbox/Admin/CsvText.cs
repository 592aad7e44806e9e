using System.Buffers;
using System.Text;

namespace Signalbox.Admin;

/// <summary>
/// Comma-separated values (<see href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</see>), every cell quoted. A cell that a spreadsheet
/// could take for a formula gets an apostrophe in front (<see href="https://owasp.org/www-community/attacks/CSV_Injection"/>): names and reasons
/// are typed by people.
/// </summary>
internal static class CsvText
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/csv";

    /// <summary>The content type with what it needs said.</summary>
    public const string MediaType = $"{ContentType}; charset=utf-8; header=present";

    // The full-width forms count too: some spreadsheets read them as the plain ones.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>Adds a line.</summary>
    public static StringBuilder AppendRow(this StringBuilder text, ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append('"').Append(Defused(cells[i] ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        return text.Append("\r\n");
    }

    private static string Defused(string cell) => cell.Length > 0 && FormulaStarts.Contains(cell[0]) ? $"'{cell}" : cell;
}
