using System.Runtime.CompilerServices;
using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Access.Changes;

/// <summary>
/// Compares what keys may use in two snapshots of the same assets, by the engine of the request path. Keys under equal rules get equal answers,
/// so each set of rules is asked once.
/// </summary>
/// <param name="before">As it is.</param>
/// <param name="after">As it would be.</param>
/// <param name="now">Unix milliseconds.</param>
internal sealed class AccessDifference(Snapshot before, Snapshot after, long now)
{
    private const long MaxDecisions = 40_000_000;

    private readonly Dictionary<(Rules Before, Rules After), IReadOnlyList<(int Asset, bool Gains)>> _known = [];
    private long _decisions;

    /// <summary>The assets whose answer differs for a key, by index, and whether it would become allowed.</summary>
    /// <exception cref="ProblemException">400 when the changes reach more differing keys than one preview compares.</exception>
    public IReadOnlyList<(int Asset, bool Gains)> Of(string keyId, CancellationToken cancellation)
    {
        var (was, would) = (before.FindPrincipal(keyId)!.Chain, after.FindPrincipal(keyId)!.Chain);
        var rules = (new Rules(was), new Rules(would));
        if (_known.TryGetValue(rules, out var known)) return known;
        cancellation.ThrowIfCancellationRequested();
        var (left, right) = (before.Assets.All(AssetKind.CallableTarget), after.Assets.All(AssetKind.CallableTarget));
        if ((_decisions += 2L * left.Count) > MaxDecisions)
            throw ProblemException.Invalid("changes", "reach more keys with rules of their own than one preview compares. Preview fewer scopes at once.");
        var differing = new List<(int Asset, bool Gains)>();
        for (var i = 0; i < left.Count; i++)
        {
            var allowed = AccessEngine.Decide(would, right[i], now).Allowed;
            if (allowed != AccessEngine.Decide(was, left[i], now).Allowed) differing.Add((i, allowed));
        }
        return _known[rules] = differing;
    }

    /// <summary>What one key would get for an asset.</summary>
    public AccessDecision Decide(string keyId, int asset) =>
        AccessEngine.Decide(after.FindPrincipal(keyId)!.Chain, after.Assets.All(AssetKind.CallableTarget)[asset], now);

    /// <summary>The rules that judge a chain. The compiler shares equal rules, so that the references tell.</summary>
    private readonly struct Rules(ScopeChain chain) : IEquatable<Rules>
    {
        private readonly ScopeAccess _organization = chain.Organization.Access;
        private readonly ScopeAccess? _team = chain.Team?.Access;
        private readonly ScopeAccess? _project = chain.Project?.Access;
        private readonly ScopeAccess? _user = chain.User?.Access;
        private readonly ScopeAccess? _key = chain.Key?.Access;
        private readonly Core.Access.Environments _environment = chain.Environment;

        public bool Equals(Rules other) =>
            ReferenceEquals(_organization, other._organization) && ReferenceEquals(_team, other._team) && ReferenceEquals(_project, other._project)
            && ReferenceEquals(_user, other._user) && ReferenceEquals(_key, other._key) && _environment == other._environment;

        public override bool Equals(object? obj) => obj is Rules other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(
            RuntimeHelpers.GetHashCode(_organization), RuntimeHelpers.GetHashCode(_team), RuntimeHelpers.GetHashCode(_project),
            RuntimeHelpers.GetHashCode(_user), RuntimeHelpers.GetHashCode(_key), _environment);
    }
}
