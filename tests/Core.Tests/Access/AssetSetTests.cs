using Signalbox.Core.Assets;

namespace Core.Tests.Access;

public class AssetSetTests
{
    [Fact]
    public void A_set_holds_what_was_put_in_however_it_is_kept() => Property.Holds(random =>
    {
        var size = random.Next(1, 2_000);
        int[] members = [.. Enumerable.Range(0, size).Where(_ => random.Next(size) < random.Next(60))];
        random.Shuffle(members);
        var set = AssetSet.Of(members, size);

        set.Count.ShouldBe(members.Length);
        Enumerable.Range(0, size + 100).Where(set.Contains).ShouldBe(members.Order());
        set.Members.ShouldBe(members.Order());
        set.ShouldBe(AssetSet.Of(members.Reverse(), size));
        if (members.Length > 0) set.ShouldNotBe(AssetSet.Of(members.Skip(1), size));
    }, cases: 100);
}
