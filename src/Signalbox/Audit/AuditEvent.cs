using System.Text.Json.Nodes;

namespace Signalbox.Audit;

/// <summary>What a change did to one object. States never hold secrets.</summary>
/// <param name="Action">create, update, delete, rotate, revoke and so on.</param>
/// <param name="ObjectKind">provider, model, key and so on.</param>
/// <param name="ObjectId">The object's id.</param>
/// <param name="ObjectName">Its name at the time.</param>
/// <param name="Before">Its writable fields before; null when it did not exist.</param>
/// <param name="After">Its writable fields after; null when it is gone.</param>
internal sealed record AuditEvent(
    string Action, string ObjectKind, string ObjectId, string ObjectName, JsonNode? Before, JsonNode? After);
