using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Alerts.Destinations;
using Signalbox.Alerts.Slos;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Routing;

namespace Signalbox.Alerts.Rules;

/// <summary>Looks up what rules and objectives refer to, within the write that keeps them.</summary>
internal static class AlertReferences
{
    private static readonly (string Dimension, ScopeKind Kind)[] Levels =
        [("organization", ScopeKind.Organization), ("team", ScopeKind.Team), ("project", ScopeKind.Project), ("user", ScopeKind.User)];

    /// <summary>Notes what is not there, and puts the organization's id in the place of its name.</summary>
    public static async Task<AlertScopeDraft> ResolveAsync(AdminTransaction transaction, FieldErrors errors, AlertScopeDraft scope)
    {
        if (scope.Organization is { Length: > 0 } name && await TenantStore.FindByNameAsync(transaction, ScopeKind.Organization, null, name) is { } organization)
            scope = scope with { Organization = organization.Id };
        foreach (var (dimension, value) in scope.Given())
        {
            foreach (var level in Levels.Where(level => level.Dimension == dimension))
                errors.Require(await TenantStore.FindAsync(transaction, level.Kind, value) is not null, $"scope.{dimension}", $"There is no {dimension} '{value}'.");
            if (dimension == "key") errors.Require(await KeyStore.FindAsync(transaction, value) is not null, "scope.key", $"There is no key '{value}'.");
            if (dimension == "target") errors.Require(await CallableTargetStore.FindKindAsync(transaction, value) is not null, "scope.target", $"There is no model or route group '{value}'.");
        }
        return scope;
    }

    /// <summary>Notes which destinations and objective of a rule are not there.</summary>
    public static async Task RequireAsync(AdminTransaction transaction, FieldErrors errors, AlertRuleDraft draft)
    {
        for (var i = 0; i < draft.Destinations.Count; i++)
            errors.Require(await AlertDestinationStore.FindByNameAsync(transaction, draft.Destinations[i]) is not null, $"destinations[{i}]", $"There is no destination '{draft.Destinations[i]}'.");
        if (draft.Slo is { Length: > 0 } slo) errors.Require(await SloStore.FindByNameAsync(transaction, slo) is not null, "slo", $"There is no objective '{slo}'.");
    }
}
