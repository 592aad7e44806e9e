using Signalbox.Core.Assets;
using Signalbox.Core.Promotion;

namespace Core.Tests.Promotion;

public class DeclaredStatusesTests
{
    private const RegistryStatus P = RegistryStatus.Primary;
    private const RegistryStatus S = RegistryStatus.Shadow;
    private const RegistryStatus R = RegistryStatus.Retired;

    [Fact]
    public void A_new_group_begins_as_declared() => Merge(new(P, null, null), new(S, null, null)).ShouldBe([P, S]);

    [Fact]
    public void The_same_file_again_keeps_what_was_promoted_since() => Merge(new(P, P, S), new(S, S, P)).ShouldBe([S, P]);

    [Fact]
    public void What_the_file_says_anew_holds_against_a_promotion() => Merge(new(R, P, S), new(S, S, P), new(P, null, null)).ShouldBe([R, S, P]);

    [Fact]
    public void A_member_that_is_added_leaves_the_promoted_one_primary() => Merge(new(P, P, S), new(S, S, P), new(S, null, null)).ShouldBe([S, P, S]);

    [Fact]
    public void Without_the_promoted_member_the_declared_one_serves_again() => Merge(new(P, P, S), new(S, S, S)).ShouldBe([P, S]);

    [Fact]
    public void Whatever_was_before_there_is_just_one_primary_and_news_of_it_hold() => Property.Holds(random =>
    {
        var count = random.Next(1, 6);
        var declared = random.Next(count);
        var promoted = random.Next(-1, count);
        DeclaredMember[] members =
        [
            .. Enumerable.Range(0, count).Select(i => new DeclaredMember(
                i == declared ? P : random.Next(2) == 0 ? S : R,
                (RegistryStatus?)new RegistryStatus?[] { null, P, S, R }[random.Next(4)],
                random.Next(4) == 0 ? null : i == promoted ? P : random.Next(2) == 0 ? S : R)),
        ];

        var merged = DeclaredStatuses.Merge(members);

        merged.Count(status => status == P).ShouldBe(1);
        if (members[declared].DeclaredBefore != P || members[declared].Current is null) merged[declared].ShouldBe(P);
    });

    private static IReadOnlyList<RegistryStatus> Merge(params DeclaredMember[] members) => DeclaredStatuses.Merge(members);
}
