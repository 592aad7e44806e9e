using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Access.Migration;

/// <summary>Asks the engine of the request path twice for every key and asset: as the rows stand, and as they would.</summary>
public static class AnswerComparison
{
    /// <summary>How many changes are listed.</summary>
    public const int Most = 100;

    /// <summary>Compares.</summary>
    /// <param name="before">The rows as they stand.</param>
    /// <param name="after">The rows as they would.</param>
    /// <param name="catalog">What is asked for.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static AnswerChanges Compare(OrganizationRows before, OrganizationRows after, MigrationCatalog catalog, long now)
    {
        if (before.Keys.Count == 0) return AnswerChanges.None;
        var (then, next) = (before.Compile(catalog.Assets).Keys, after.Compile(catalog.Assets).Keys);
        // Thousands of keys say the same few things, and are judged once together.
        var judged = new Dictionary<(Judges Before, Judges After), IReadOnlyList<Difference>>();
        var (total, first) = (0L, new List<AnswerChange>());
        foreach (var principal in then.Principals.OrderBy(principal => principal.Id, StringComparer.Ordinal))
        {
            var (old, planned) = (principal.Chain, next.FindPrincipal(principal.Id)!.Chain);
            var judges = (Judges.Of(old), Judges.Of(planned));
            if (!judged.TryGetValue(judges, out var differences)) judged.Add(judges, differences = Differences(old, planned, catalog, now));
            total += differences.Count;
            first.AddRange(differences.Take(Most - first.Count).Select(found => new AnswerChange(principal.Id, principal.Name, found.Asset, found.Before, found.After)));
        }
        return new(total, first);
    }

    private static List<Difference> Differences(ScopeChain before, ScopeChain after, MigrationCatalog catalog, long now) =>
    [
        .. from asset in catalog.Assets.All(catalog.Kind)
           let was = AccessEngine.Decide(before, asset, now)
           let will = AccessEngine.Decide(after, asset, now)
           where was.Allowed != will.Allowed
           select new Difference(asset.Name, was.Reason, will.Reason),
    ];

    private readonly record struct Difference(string Asset, AccessReason Before, AccessReason After);

    /// <summary>All that decides for a chain.</summary>
    private readonly record struct Judges(ScopeAccess Organization, ScopeAccess? Team, ScopeAccess? Project, ScopeAccess? User, ScopeAccess? Key, Environments Environment)
    {
        public static Judges Of(ScopeChain chain) =>
            new(chain.Organization.Access, chain.Team?.Access, chain.Project?.Access, chain.User?.Access, chain.Key?.Access, chain.Environment);
    }
}
