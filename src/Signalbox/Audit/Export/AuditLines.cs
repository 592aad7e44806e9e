using System.Buffers;
using System.Text.Json;

namespace Signalbox.Audit.Export;

/// <summary>
/// One JSON object a line, in the words of the API. <c>before</c> and <c>after</c> are the very texts that are stored and hashed, so that an
/// event's hash can be computed from its line.
/// </summary>
internal sealed class AuditLines : IAuditFormat
{
    /// <summary>The content type.</summary>
    public const string ContentType = "application/jsonl";

    public string Name => "jsonl";

    public string MediaType => $"{ContentType}; charset=utf-8";

    public void WriteHead(IBufferWriter<byte> output)
    {
        // Each line stands by itself.
    }

    public void Write(IBufferWriter<byte> output, AuditRow row)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", row.Sequence);
            json.WriteString("id", row.Id);
            json.WriteString("at", DateTimeOffset.FromUnixTimeMilliseconds(row.At));
            json.WriteString("actor", row.Actor);
            json.WriteString("action", row.Action);
            json.WriteString("object_kind", row.ObjectKind);
            json.WriteString("object_id", row.ObjectId);
            json.WriteString("object_name", row.ObjectName);
            WriteState(json, "before", row.BeforeState);
            WriteState(json, "after", row.AfterState);
            json.WriteString("reason", row.Reason);
            json.WriteString("request_id", row.RequestId);
            json.WriteString("remote_address", row.RemoteAddress);
            json.WriteNumber("version", row.Version);
            json.WriteString("previous_hash", row.PreviousHash);
            json.WriteString("hash", row.Hash);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    private static void WriteState(Utf8JsonWriter json, string name, string? state)
    {
        if (state is not null && IsOneLineOfJson(state))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(state, skipInputValidation: true);
        }
        else
        {
            json.WriteString(name, state);
        }
    }

    // What was tampered with must neither break the lines nor end the export: it is shown as a text.
    private static bool IsOneLineOfJson(string state)
    {
        try
        {
            using var parsed = JsonDocument.Parse(state);
            return !state.AsSpan().ContainsAny('\n', '\r');
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
