using Signalbox.Core.Assets;

namespace Signalbox.Core.Snapshots;

/// <summary>Which members of a route group serve, in which order. Rows that contradict each other or make no sense never fail it: they serve less.</summary>
internal static class PrimaryMembers
{
    /// <summary>The registry's primary: the oldest, should there ever be two. Null when there is none, and for other strategies.</summary>
    public static RouteGroupMember? FindPrimary(RouteGroup group) => group.Strategy != RouteStrategy.Primary
        ? null
        : group.Members.Where(member => member.Status == RegistryStatus.Primary).MinBy(member => member.Id, StringComparer.Ordinal);

    /// <summary>The members that may serve: the primary first, then the configured ones.</summary>
    public static IEnumerable<RouteGroupMember> InOrder(RouteGroup group)
    {
        if (group.Strategy != RouteStrategy.Primary) return group.Members;
        var primary = FindPrimary(group);
        var others = group.Members.Where(member => member != primary && member.Status is RegistryStatus.Primary or RegistryStatus.Shadow).ToArray();
        var configured = group.Fallback is { } names
            ? names.Select(name => others.FirstOrDefault(member => member.Model == name)).OfType<RouteGroupMember>()
            : others.Where(member => group.Shadow?.Models?.Contains(member.Model) != true);
        return primary is null ? configured : [primary, .. configured];
    }
}
