using System.Text;

namespace Signalbox.Core.Reports;

/// <summary>Reads comma-separated values (<see href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</see>); tabs separate where the first line has them.</summary>
public static class CsvLines
{
    /// <summary>The lines that hold anything, each with its number in the text and its cells.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<(int Number, IReadOnlyList<string> Cells)> Read(string text)
    {
        var lines = new List<(int, IReadOnlyList<string>)>();
        text = text.TrimStart('\ufeff');
        var head = text.AsSpan(0, text.IndexOf('\n') is >= 0 and var end ? end : text.Length);
        var separator = head.Contains('\t') && !head.Contains(',') ? '\t' : ',';
        for (var (at, number) = (0, 1); at < text.Length;)
        {
            var first = number;
            var cells = new List<string>();
            do cells.Add(Cell(text, ref at, ref number, separator));
            while (at < text.Length && text[at - 1] == separator);
            if (cells.Exists(c => c.Length > 0)) lines.Add((first, cells));
        }
        return lines;
    }

    /// <summary>Reads a cell and the separator or the end of line behind it.</summary>
    private static string Cell(string text, ref int at, ref int number, char separator)
    {
        var cell = new StringBuilder();
        if (at < text.Length && text[at] == '"')
        {
            var opened = number;
            for (at++; ; at++)
            {
                if (at >= text.Length) throw new FormatException($"line {opened}: a quote is not closed.");
                if (text[at] == '\n') number++;
                if (text[at] != '"') cell.Append(text[at]);
                else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
                else break;
            }
            at++;
        }
        for (; at < text.Length; at++)
        {
            if (text[at] == separator)
            {
                at++;
                return cell.ToString().Trim();
            }
            if (text[at] == '\n')
            {
                at++;
                number++;
                return cell.ToString().Trim();
            }
            cell.Append(text[at]);
        }
        // So that the caller's look at what stands before sees no separator.
        return cell.ToString().Trim();
    }
}
