using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Access;

/// <summary>Does to the rows what a denial says an operator can do; where it names two ways, one of them.</summary>
internal static class Advice
{
    public static RegistryState Followed(Random random, RegistryState state, AccessDecision decision, IReadOnlyList<(Scope Scope, ScopeVerdict Verdict)> obstacles)
    {
        foreach (var (scope, verdict) in obstacles)
            state = state with
            {
                Scopes = [.. state.Scopes.Select(row => row.Id == scope.Id ? FollowLevel(row) : row)],
                Keys = [.. state.Keys.Select(row => row.Id == scope.Id ? FollowKey(row) : row)],
            };

        return state;

        ScopeRow FollowLevel(ScopeRow row)
        {
            var next = Next(new(row.Mode, row.Policies ?? [], row.Grants, row.LegacyModels), obstacles.Single(one => one.Scope.Id == row.Id).Verdict, row.Name);
            return row with { Mode = next.Mode, Policies = next.Policies, Grants = next.Grants, LegacyModels = next.List };
        }

        KeyRow FollowKey(KeyRow row)
        {
            var next = Next(new(row.Mode, row.Policies, row.Grants, row.LegacyModels), obstacles.Single(one => one.Scope.Id == row.Id).Verdict, row.Name);
            return row with { Mode = next.Mode, Policies = next.Policies, Grants = next.Grants, LegacyModels = next.List };
        }

        Said Next(Said said, ScopeVerdict verdict, string holder)
        {
            var (asset, text) = (decision.Asset!, decision.Explain("asset"));
            switch (verdict.Outcome)
            {
                case ScopeOutcome.Expired:
                    return said with { Grants = Change(said.Grants, verdict.Grant!.Grant, grant => grant with
                    {
                        ExpiresAt = RandomTenants.Now + 1000,
                        Environments = text.Contains("take the environments off", StringComparison.Ordinal) ? Environments.None : grant.Environments,
                    }) };
                case ScopeOutcome.OtherEnvironment:
                    return said with
                    {
                        Grants = Change(said.Grants, verdict.Grant!.Grant, grant => grant with
                        {
                            Environments = decision.Caller == Environments.None ? Environments.None : grant.Environments | decision.Caller,
                        }),
                    };
                case ScopeOutcome.NotListed when random.Next(2) == 0:
                    return said with { List = [.. said.List!, asset.Name] };
                case ScopeOutcome.NotGranted when random.Next(2) == 0 && text.Split(". ").Any(part => part.Contains("inherit", StringComparison.Ordinal)) && OffersInherit(text, holder):
                    return asset.Kind == AssetKind.CallableTarget
                        ? said with { Mode = AccessMode.Inherit }
                        : said with { Policies = [.. said.Policies.Where(policy => policy.Kind != asset.Kind)] };
                default:
                    return said with
                    {
                        Mode = verdict.Outcome == ScopeOutcome.NotListed ? AccessMode.Restrict : said.Mode,
                        Grants = [.. said.Grants.Where(grant => verdict.Outcome != ScopeOutcome.NotListed || grant.Kind != asset.Kind), new(asset.Name) { Kind = asset.Kind }],
                    };
            }
        }
    }

    /// <summary>Whether the sentence after the one that names a level offers to let it inherit. An organization restricts nothing and cannot.</summary>
    private static bool OffersInherit(string text, string holder)
    {
        var from = text.IndexOf($"'{holder}' restricts", StringComparison.Ordinal);
        if (from < 0) return false;
        var to = text.IndexOf(". The ", from, StringComparison.Ordinal);
        return text[from..(to < 0 ? text.Length : to)].Contains("set its access to inherit", StringComparison.Ordinal);
    }

    private static IReadOnlyList<Grant> Change(IReadOnlyList<Grant> grants, Grant which, Func<Grant, Grant> how) => [.. grants.Select(grant => grant == which ? how(grant) : grant)];

    private readonly record struct Said(AccessMode Mode, IReadOnlyList<AccessPolicy> Policies, IReadOnlyList<Grant> Grants, IReadOnlyList<string>? List);
}
