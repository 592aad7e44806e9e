using FsCheck;
using FsCheck.Fluent;

namespace Wire.Tests;

/// <summary>Runs a property over seeds, so that a failure names the seed that shows it.</summary>
internal static class Property
{
    public static void Holds(Action<RandomJson> check, int cases = 500)
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed =>
            {
                check(new RandomJson(seed));
                return true;
            });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithEndSize(int.MaxValue / 2));
    }
}
