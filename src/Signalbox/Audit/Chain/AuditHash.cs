using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Signalbox.Audit.Chain;

/// <summary>
/// The hash of an audit event: SHA-256, in lower-case hexadecimal, over its fields in one fixed form. Each field is a netstring
/// (<see href="https://cr.yp.to/proto/netstrings.txt"/>): the number of its bytes in UTF-8, a colon, the bytes, a comma; a field that is null
/// is a hyphen and a comma. Numbers are written in decimal. No two events have the same form, whatever their fields hold. In this order:
/// <code>
/// "signalbox-audit-1", previous_hash, sequence, id, at, actor, action, object_kind, object_id, object_name,
/// before, after, reason, request_id, remote_address, version
/// </code>
/// <c>at</c> is Unix milliseconds; <c>before</c> and <c>after</c> are the JSON texts exactly as stored and exported.
/// </summary>
internal static class AuditHash
{
    /// <summary>What the first event goes on from.</summary>
    public const string None = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string Form = "signalbox-audit-1";

    /// <summary>The hash that an event must have.</summary>
    public static string Of(AuditRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ReadOnlySpan<string?> fields =
        [
            Form, row.PreviousHash, Text(row.Sequence), row.Id, Text(row.At), row.Actor, row.Action, row.ObjectKind, row.ObjectId, row.ObjectName,
            row.BeforeState, row.AfterState, row.Reason, row.RequestId, row.RemoteAddress, Text(row.Version),
        ];
        foreach (var field in fields) Append(hash, field);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string? field)
    {
        if (field is null)
        {
            hash.AppendData("-,"u8);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(field);
        hash.AppendData(Encoding.ASCII.GetBytes($"{Text(bytes.Length)}:"));
        hash.AppendData(bytes);
        hash.AppendData(","u8);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
