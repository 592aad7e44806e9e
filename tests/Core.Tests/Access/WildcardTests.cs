using Signalbox.Core.Access;

namespace Core.Tests.Access;

public class WildcardTests
{
    [Theory]
    [InlineData("gpt-*", "gpt-4o", true)]
    [InlineData("gpt-*", "gpt-", true)]
    [InlineData("gpt-*", "my-gpt-4o", false)]
    [InlineData("*", "anything/at:all", true)]
    [InlineData("*-mini", "gpt-5-mini", true)]
    [InlineData("*-mini", "gpt-5-mini-2", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXcYb", false)]
    [InlineData("a**c", "ac", true)]
    [InlineData("GPT-*", "gpt-4o", false)]
    [InlineData("gpt.4*", "gptX4o", false)]
    public void A_star_stands_for_any_run_of_characters_and_all_else_for_itself(string pattern, string name, bool fits) =>
        Wildcard.Matches(pattern, name).ShouldBe(fits);

    [Fact]
    public void A_hostile_pattern_takes_no_time_to_speak_of()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 60)) + "b";
        var name = new string('a', 5_000);
        var begun = System.Diagnostics.Stopwatch.StartNew();

        Wildcard.Matches(pattern, name).ShouldBeFalse();

        begun.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }
}
