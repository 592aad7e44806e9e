using System.Globalization;
using Signalbox.Core.Assets;
using Signalbox.Core.Promotion;

namespace Core.Tests.Promotion;

public class PromotionRulesTests
{
    private static readonly RegistryEntry[] Entries =
        [new("a", RegistryStatus.Primary), new("b", RegistryStatus.Shadow), new("c", RegistryStatus.Shadow), new("r", RegistryStatus.Retired)];

    [Fact]
    public void A_promotion_makes_the_shadow_primary_and_the_incumbent_a_shadow() =>
        PromotionRules.Promote(Entries, "b").ShouldBe(new PrimaryChange(PromotionRefusal.None, "a", "b"));

    [Theory]
    [InlineData("a", PromotionRefusal.AlreadyPrimary)]
    [InlineData("r", PromotionRefusal.Retired)]
    [InlineData("x", PromotionRefusal.Unknown)]
    public void What_is_no_shadow_is_not_promoted(string id, PromotionRefusal refusal) => PromotionRules.Promote(Entries, id).Refusal.ShouldBe(refusal);

    [Fact]
    public void Of_two_primaries_the_older_is_the_primary() =>
        PromotionRules.FindPrimary([new("b", RegistryStatus.Primary), new("a", RegistryStatus.Primary)])!.Id.ShouldBe("a");

    [Fact]
    public void Rollbacks_walk_back_step_by_step_and_end()
    {
        var registry = new Walk(Entries);
        registry.Promote("b");
        registry.Promote("c");

        registry.RollBack().ShouldBe(PromotionRefusal.None);
        registry.Primary.ShouldBe("b");
        registry.RollBack().ShouldBe(PromotionRefusal.None);
        registry.Primary.ShouldBe("a");
        registry.RollBack().ShouldBe(PromotionRefusal.NothingToUndo);
    }

    [Fact]
    public void A_promotion_after_a_rollback_is_undone_before_what_was_promoted_earlier()
    {
        var registry = new Walk(Entries);
        registry.Promote("b");
        registry.Promote("c");
        registry.RollBack();
        registry.Promote("a");

        registry.RollBack();
        registry.Primary.ShouldBe("b");
        registry.RollBack();
        registry.Primary.ShouldBe("a");
        registry.RollBack().ShouldBe(PromotionRefusal.NothingToUndo);
    }

    [Theory]
    [InlineData(null, PromotionRefusal.TargetGone)]
    [InlineData(RegistryStatus.Retired, PromotionRefusal.TargetRetired)]
    [InlineData(RegistryStatus.Unknown, PromotionRefusal.TargetRetired)]
    public void There_is_no_going_back_to_what_is_gone_or_retired(RegistryStatus? now, PromotionRefusal refusal)
    {
        RegistryEntry[] entries = [.. now is { } status ? [new RegistryEntry("a", status)] : Array.Empty<RegistryEntry>(), new("b", RegistryStatus.Primary)];

        PromotionRules.RollBack(entries, [new("1", "a", "b", null)]).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public void Whatever_is_promoted_and_rolled_back_there_is_just_one_primary_and_rollbacks_retrace_the_way() => Property.Holds(random =>
    {
        var registry = new Walk([.. Enumerable.Range(0, random.Next(1, 6)).Select(i => new RegistryEntry(
            $"e{i}", i == 0 ? RegistryStatus.Primary : random.Next(5) == 0 ? RegistryStatus.Retired : RegistryStatus.Shadow))]);
        // What is undone next is on top.
        var way = new Stack<string>();
        for (var step = 0; step < 40; step++)
        {
            var before = registry.Primary;
            if (random.Next(3) > 0)
            {
                if (registry.Promote($"e{random.Next(7)}") == PromotionRefusal.None) way.Push(before);
            }
            else
            {
                var refusal = registry.RollBack();
                (refusal == PromotionRefusal.None).ShouldBe(way.Count > 0);
                if (refusal == PromotionRefusal.None) registry.Primary.ShouldBe(way.Pop());
            }
            registry.Entries.Count(entry => entry.Status == RegistryStatus.Primary).ShouldBe(1);
        }
    });

    /// <summary>A registry that is changed as the gateway changes its rows.</summary>
    private sealed class Walk(IEnumerable<RegistryEntry> entries)
    {
        private readonly List<PastPromotion> _history = [];

        public RegistryEntry[] Entries { get; private set; } = [.. entries];

        public string Primary => PromotionRules.FindPrimary(Entries)!.Id;

        public PromotionRefusal Promote(string id) => Apply(PromotionRules.Promote(Entries, id));

        public PromotionRefusal RollBack() => Apply(PromotionRules.RollBack(Entries, _history));

        private PromotionRefusal Apply(PrimaryChange change)
        {
            if (change.Refusal != PromotionRefusal.None) return change.Refusal;
            Entries = [.. Entries.Select(entry => entry.Id == change.PromotedId ? entry with { Status = RegistryStatus.Primary }
                : entry.Id == change.DemotedId ? entry with { Status = RegistryStatus.Shadow }
                : entry)];
            _history.Add(new(_history.Count.ToString(CultureInfo.InvariantCulture), change.DemotedId, change.PromotedId!, change.UndoesId));
            return PromotionRefusal.None;
        }
    }
}
