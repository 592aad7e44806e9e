using Signalbox.Core.Assets;

namespace Signalbox.Core.Promotion;

/// <summary>
/// What becomes of the registry when a configuration file is applied again. The file declares where members begin; promotions go on from there.
/// A member of which the file says what it said before keeps the status that the registry has given it since; what the file says anew holds. So
/// neither a restart undoes a promotion, nor does a promotion keep a file from being changed.
/// </summary>
public static class DeclaredStatuses
{
    /// <summary>The statuses in force after an application, one per member, with just one primary.</summary>
    /// <param name="members">The members as the file has them now; just one of them is declared primary.</param>
    public static IReadOnlyList<RegistryStatus> Merge(IReadOnlyList<DeclaredMember> members)
    {
        var result = members.Select(member => IsNew(member) ? member.Declared : member.Current!.Value).ToArray();
        var primaries = Enumerable.Range(0, result.Length).Where(i => result[i] == RegistryStatus.Primary).ToArray();
        if (primaries.Length == 1) return result;
        // What the file says anew wins; without a primary left, what it says at all.
        var chosen = primaries.Length == 0
            ? Enumerable.Range(0, result.Length).First(i => members[i].Declared == RegistryStatus.Primary)
            : primaries.FirstOrDefault(i => IsNew(members[i]), primaries[0]);
        foreach (var i in primaries) result[i] = RegistryStatus.Shadow;
        result[chosen] = RegistryStatus.Primary;
        return result;
    }

    private static bool IsNew(DeclaredMember member) => member.Current is null || member.DeclaredBefore != member.Declared;
}
