using Core.Tests.Access;
using Signalbox.Access;
using Signalbox.Access.Changes;
using Signalbox.Access.Decisions;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Gateway.Tests.Access;

/// <summary>The preview of changes held against making them, over random registries.</summary>
public sealed class PreviewPropertyTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_a_preview_says_is_what_the_changes_do_to_every_key(int seed)
    {
        var random = new Random(seed);
        var state = RandomTenants.Make(random);
        var before = SnapshotCompiler.Compile(state);
        var changes = Changes(random, state);

        var changed = ChangedRegistry.Of(state, changes, RandomTenants.Now);
        var difference = new AccessDifference(before, SnapshotCompiler.Preview(before, state, changed.Change, state.Apply(changed.Change)), RandomTenants.Now);

        var made = SnapshotCompiler.Compile(Made(state, changes));
        foreach (var key in state.Keys)
        {
            var expected = before.Assets.All(AssetKind.CallableTarget)
                .Select(asset => (asset.Index, Was: Allowed(before, key.Id, asset.Name), Will: Allowed(made, key.Id, asset.Name)))
                .Where(one => one.Was != one.Will).Select(one => (one.Index, one.Will)).ToList();
            if (changed.Keys.Contains(key.Id)) difference.Of(key.Id, default).ShouldBe(expected);
            else expected.ShouldBeEmpty("no change reaches it");
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 120)];

    private static bool Allowed(Snapshot snapshot, string keyId, string target) =>
        AccessEngine.Decide(snapshot.FindPrincipal(keyId)!.Chain, snapshot.Assets.Find(AssetKind.CallableTarget, target), RandomTenants.Now).Allowed;

    private static List<AccessChange> Changes(Random random, RegistryState state)
    {
        var subjects = state.Scopes.Select(row => new AccessSubject(row.Kind, row.Id)).Concat(state.Keys.Select(key => new AccessSubject(ScopeKind.Key, key.Id))).ToArray();
        random.Shuffle(subjects);
        return
        [
            .. subjects.Take(random.Next(1, 5)).Select(subject => new AccessChange(subject, new AccessChangeDraft
            {
                Mode = subject.Kind == ScopeKind.Organization || random.Next(2) == 0 ? null : AccessModes.Name((AccessMode)random.Next(2)),
                Grants = random.Next(2) == 0 ? null : Drafts(random, 3),
                Add = Drafts(random, 2),
                Remove = [.. Drafts(random, 2).Select(grant => grant.Asset!)],
            })),
        ];
    }

    private static GrantDraft[] Drafts(Random random, int most) => [.. RandomTenants.Grants(random, most).Select(GrantDraft.From)];

    /// <summary>The rows after the changes, written without any part of the preview: what is replaced or removed goes, what is added stands at the end.</summary>
    private static RegistryState Made(RegistryState state, IEnumerable<AccessChange> changes)
    {
        foreach (var (scope, draft) in changes)
        {
            IReadOnlyList<Grant> Grants(IReadOnlyList<Grant> current)
            {
                var targets = draft.Grants?.Select(grant => grant.ToGrant()) ?? current.Where(grant => grant.Kind == AssetKind.CallableTarget);
                var gone = draft.Remove.Concat(draft.Add.Select(grant => grant.Asset!)).ToHashSet();
                return [.. current.Where(grant => grant.Kind != AssetKind.CallableTarget), .. targets.Where(grant => !gone.Contains(grant.Asset)), .. draft.Add.Select(grant => grant.ToGrant())];
            }

            state = state with
            {
                Scopes = [.. state.Scopes.Select(row => row.Id == scope.Id ? row with { Mode = AccessModes.Parse(draft.Mode) ?? row.Mode, Grants = Grants(row.Grants) } : row)],
                Keys = [.. state.Keys.Select(row => row.Id == scope.Id ? row with { Mode = AccessModes.Parse(draft.Mode) ?? row.Mode, Grants = Grants(row.Grants) } : row)],
            };
        }
        return state;
    }
}
