using System.Text.Json.Nodes;
using Signalbox.Admin;
using Signalbox.Audit;

namespace Signalbox.Configuration;

/// <summary>What applying does, or would do, to one object.</summary>
/// <param name="Action">create, update, unchanged, or release (no longer in the file: the API manages it from now on).</param>
/// <param name="Object">Kind and name, such as <c>provider/openai</c>.</param>
/// <param name="Fields">What differs.</param>
internal sealed record ConfigurationChange(string Action, string Object, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>From what the change of one object noted for the audit trail.</summary>
    public static ConfigurationChange From(IReadOnlyList<AuditEvent> entries)
    {
        var (first, fields) = (entries[0], new List<FieldChange>());
        foreach (var entry in entries) Compare("", entry.Before, entry.After, fields);
        if (first.Action == "create") return new("create", $"{first.ObjectKind}/{first.ObjectName}", fields);
        // Secrets are never shown, but that another is put in place is.
        if (entries.Any(entry => entry.Action == "rotate")) fields.Add(new("value", null, "another"));
        if (entries.Any(entry => entry.Action == "set-credential")) fields.Add(new("credential", null, "another"));
        if (entries.Any(entry => entry.Action == "remove-credential")) fields.Add(new("credential", null, "none"));
        // What nothing else tells apart comes over from the API.
        if (fields.Count == 0) fields.Add(new("owner", Ownership.Api, Ownership.Yaml));
        return new("update", $"{first.ObjectKind}/{first.ObjectName}", fields);
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<FieldChange> fields)
    {
        if (JsonNode.DeepEquals(before, after)) return;
        if (before is JsonObject or null && after is JsonObject or null && (before ?? after) is not null && (before is JsonObject || after is JsonObject))
        {
            var names = (before as JsonObject)?.Select(p => p.Key) ?? [];
            foreach (var name in names.Union((after as JsonObject)?.Select(p => p.Key) ?? []))
                Compare(path.Length == 0 ? name : $"{path}.{name}", (before as JsonObject)?[name], (after as JsonObject)?[name], fields);
            return;
        }
        fields.Add(new FieldChange(path, before?.DeepClone(), after?.DeepClone()));
    }
}

/// <summary>One field that differs.</summary>
internal sealed record FieldChange(string Path, JsonNode? Before, JsonNode? After);

/// <summary>A key that was issued because the file gave no value; shown this once.</summary>
internal sealed record IssuedKey(string Key, string Secret);

/// <summary>What applying did, or would do.</summary>
/// <param name="DryRun">Whether nothing was applied.</param>
/// <param name="Applied">Whether anything was changed.</param>
/// <param name="Version">The registry version this was compared with, or made: the answer's ETag. Sent back as If-Match, it refuses what is no longer true.</param>
/// <param name="Changes">Object by object.</param>
/// <param name="IssuedKeys">Keys that were generated, with their secrets.</param>
internal sealed record ConfigurationReport(bool DryRun, bool Applied, long Version, IReadOnlyList<ConfigurationChange> Changes, IReadOnlyList<IssuedKey> IssuedKeys);
