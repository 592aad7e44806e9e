using Signalbox.Audit;
using Signalbox.Snapshots;

namespace Gateway.Tests.Snapshots;

public sealed class ChangedObjectsTests
{
    [Fact]
    public void The_log_is_sorted_by_what_has_to_be_read_again()
    {
        var changed = ChangedObjects.Sort([Log(8, "key", "k1"), Log(8, "team", "t1"), Log(9, "key", "k1"), Log(9, "model", "m1"), Log(10, "user", "u1")], from: 7, to: 10).ShouldNotBeNull();

        changed.Assets.ShouldBeTrue();
        changed.ScopeIds.ShouldBe(["t1", "u1"], ignoreOrder: true);
        changed.KeyIds.ShouldBe(["k1"]);
    }

    [Fact]
    public void What_is_noted_of_the_trail_itself_changes_nothing()
    {
        var changed = ChangedObjects.Sort([Log(8, "key", "k1"), Log(8, "audit", "trail"), Log(9, "audit", "trail")], from: 7, to: 9).ShouldNotBeNull();

        (changed.Assets, changed.ScopeIds.Length).ShouldBe((false, 0));
        changed.KeyIds.ShouldBe(["k1"]);
    }

    [Fact]
    public void A_version_without_an_event_cannot_be_accounted_for() =>
        ChangedObjects.Sort([Log(8, "key", "k1"), Log(10, "key", "k2")], from: 7, to: 10).ShouldBeNull();

    [Fact]
    public void Nor_can_a_log_that_ends_early_or_is_empty()
    {
        ChangedObjects.Sort([Log(8, "key", "k1")], from: 7, to: 9).ShouldBeNull();
        ChangedObjects.Sort([], from: 7, to: 8).ShouldBeNull();
        ChangedObjects.Sort([], from: 7, to: 6).ShouldBeNull();
    }

    [Fact]
    public void Nor_can_an_object_of_a_kind_that_is_not_known() =>
        ChangedObjects.Sort([Log(8, "key", "k1"), Log(8, "toolbox", "x")], from: 7, to: 8).ShouldBeNull();

    [Fact]
    public void Too_many_changes_are_read_as_a_whole() =>
        ChangedObjects.Sort([.. Enumerable.Range(0, ChangedObjects.Most + 1).Select(i => Log(8, "key", $"k{i}"))], from: 7, to: 8).ShouldBeNull();

    private static LoggedChange Log(long version, string kind, string id) => new() { Version = version, ObjectKind = kind, ObjectId = id };
}
