using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.Audit;

/// <summary>An audit event as the API shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sequence">Its place in the chain, from 1, without a gap.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What was done.</param>
/// <param name="ObjectKind">To what kind of object.</param>
/// <param name="ObjectId">To which.</param>
/// <param name="ObjectName">What it was called then.</param>
/// <param name="Before">Its writable fields before; null when it did not exist.</param>
/// <param name="After">Its writable fields after; null when it is gone.</param>
/// <param name="Reason">Why, in the author's own words.</param>
/// <param name="RequestId">The admin request.</param>
/// <param name="RemoteAddress">Where it came from.</param>
/// <param name="Version">The registry version it made.</param>
/// <param name="PreviousHash">The hash of the event before.</param>
/// <param name="Hash">SHA-256 over all of this; its form is described in the documentation.</param>
internal sealed record AuditView(
    string Id, long Sequence, DateTimeOffset At, string Actor, string Action, string ObjectKind, string ObjectId, string ObjectName,
    JsonNode? Before, JsonNode? After, string? Reason, string? RequestId, string? RemoteAddress, long Version, string PreviousHash, string Hash)
{
    /// <summary>From its row.</summary>
    public static AuditView Of(AuditRow row) => new(
        row.Id, row.Sequence, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Actor, row.Action, row.ObjectKind, row.ObjectId, row.ObjectName,
        Parse(row.BeforeState), Parse(row.AfterState), row.Reason, row.RequestId, row.RemoteAddress, row.Version, row.PreviousHash, row.Hash);

    // A row that was tampered with must still be shown.
    private static JsonNode? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return JsonValue.Create(json);
        }
    }
}
