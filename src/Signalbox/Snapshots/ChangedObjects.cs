using Signalbox.Audit;

namespace Signalbox.Snapshots;

/// <summary>Which objects changed between two versions, as the audit trail tells.</summary>
/// <param name="Assets">Whether a provider, model, route group or policy did.</param>
/// <param name="ScopeIds">Organizations, teams, projects and users that did.</param>
/// <param name="KeyIds">Keys that did.</param>
internal sealed record ChangedObjects(bool Assets, string[] ScopeIds, string[] KeyIds)
{
    /// <summary>
    /// More changes than this are read as a whole. A read of some rows costs about what as many rows of a whole read do, so this only bounds how
    /// many ids one statement names.
    /// </summary>
    public const int Most = 5_000;

    /// <summary>Sorts the log of the changes from one version to another; null when it does not account for all of them.</summary>
    /// <param name="log">The log after <paramref name="from"/>, in order.</param>
    /// <param name="from">The version known.</param>
    /// <param name="to">The version wanted.</param>
    public static ChangedObjects? Sort(IReadOnlyList<LoggedChange> log, long from, long to)
    {
        if (log.Count is 0 or > Most) return null;
        var version = from;
        var assets = false;
        var scopes = new HashSet<string>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in log)
        {
            // A version without an event was not made by an admin write: nobody knows what it changed.
            if (change.Version > version + 1) return null;
            version = change.Version;
            switch (change.ObjectKind)
            {
                case "provider" or "model" or "route_group" or "canary" or "policy":
                    assets = true;
                    break;
                case "organization" or "team" or "project" or "user":
                    scopes.Add(change.ObjectId);
                    break;
                case "key":
                    keys.Add(change.ObjectId);
                    break;
                case "audit" or "quality_contract" or "evaluation" or "alert" or "alert_rule" or "alert_destination" or "alert_silence" or "slo" or "cost":
                    // About the trail itself, and what no call is decided by.
                    break;
                default:
                    return null;
            }
        }
        return version == to ? new(assets, [.. scopes], [.. keys]) : null;
    }
}
