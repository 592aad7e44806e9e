using System.Buffers;
using System.Globalization;
using System.Text;

namespace Signalbox.Audit.Export;

/// <summary>
/// Comma-separated values (<see href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</see>), every cell quoted. A cell that a spreadsheet
/// could take for a formula gets an apostrophe in front (<see href="https://owasp.org/www-community/attacks/CSV_Injection"/>): names and reasons
/// are typed by people. JSON lines keep every text as it is.
/// </summary>
internal sealed class AuditCsv : IAuditFormat
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/csv";

    private static readonly string[] Columns =
    [
        "sequence", "id", "at", "actor", "action", "object_kind", "object_id", "object_name", "reason", "request_id", "remote_address", "version",
        "before", "after", "previous_hash", "hash",
    ];

    // The full-width forms count too: some spreadsheets read them as the plain ones.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    public string Name => "csv";

    public string MediaType => $"{ContentType}; charset=utf-8; header=present";

    public void WriteHead(IBufferWriter<byte> output) => WriteRow(output, Columns);

    public void Write(IBufferWriter<byte> output, AuditRow row) => WriteRow(output,
    [
        row.Sequence.ToString(CultureInfo.InvariantCulture), row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        row.Actor, row.Action, row.ObjectKind, row.ObjectId, row.ObjectName, row.Reason, row.RequestId, row.RemoteAddress, row.Version.ToString(CultureInfo.InvariantCulture),
        row.BeforeState, row.AfterState, row.PreviousHash, row.Hash,
    ]);

    private static void WriteRow(IBufferWriter<byte> output, ReadOnlySpan<string?> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            if (line.Length > 0) line.Append(',');
            line.Append('"').Append(Defused(cell ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        Encoding.UTF8.GetBytes(line.Append("\r\n").ToString(), output);
    }

    private static string Defused(string cell) => cell.Length > 0 && FormulaStarts.Contains(cell[0]) ? $"'{cell}" : cell;
}
