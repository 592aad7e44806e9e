using System.Buffers;
using System.Globalization;
using System.Text;
using Signalbox.Admin;

namespace Signalbox.Audit.Export;

/// <summary>Comma-separated values. JSON lines keep every text as it is.</summary>
internal sealed class AuditCsv : IAuditFormat
{
    /// <summary>The content type.</summary>
    public const string ContentType = CsvText.ContentType;

    private static readonly string[] Columns =
    [
        "sequence", "id", "at", "actor", "action", "object_kind", "object_id", "object_name", "reason", "request_id", "remote_address", "version",
        "before", "after", "previous_hash", "hash",
    ];

    public string Name => "csv";

    public string MediaType => CsvText.MediaType;

    public void WriteHead(IBufferWriter<byte> output) => WriteRow(output, Columns);

    public void Write(IBufferWriter<byte> output, AuditRow row) => WriteRow(output,
    [
        row.Sequence.ToString(CultureInfo.InvariantCulture), row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        row.Actor, row.Action, row.ObjectKind, row.ObjectId, row.ObjectName, row.Reason, row.RequestId, row.RemoteAddress, row.Version.ToString(CultureInfo.InvariantCulture),
        row.BeforeState, row.AfterState, row.PreviousHash, row.Hash,
    ]);

    private static void WriteRow(IBufferWriter<byte> output, ReadOnlySpan<string?> cells) =>
        Encoding.UTF8.GetBytes(new StringBuilder().AppendRow(cells).ToString(), output);
}
