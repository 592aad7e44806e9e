using FsCheck;
using FsCheck.Fluent;

namespace Core.Tests;

/// <summary>Runs a property over seeds, so that a failure names the seed that shows it.</summary>
internal static class Property
{
    public static void Holds(Action<Random> check, int cases = 60)
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed =>
            {
                check(new Random(seed));
                return true;
            });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithEndSize(int.MaxValue / 2));
    }
}
