using Signalbox.Core.Promotion;

namespace Core.Tests.Promotion;

public class JudgeVerdictTests
{
    [Theory]
    [InlineData("""{"winner": "first", "reason": "right"}""", true, 1)]
    [InlineData("""{"winner": "first", "reason": "right"}""", false, 0)]
    [InlineData("""Here it is: {"winner": "second"} I think.""", true, 0)]
    [InlineData("```json\n{\"winner\": \"tie\", \"reason\": 7}\n```", false, 0.5)]
    public void A_verdict_is_read_for_the_candidate_wherever_it_was_shown(string answer, bool isCandidateFirst, double score) =>
        JudgeVerdict.Read(answer, isCandidateFirst)!.Score.ShouldBe(score);

    [Theory]
    [InlineData("")]
    [InlineData("first")]
    [InlineData("{}")]
    [InlineData("}{")]
    [InlineData("""{"winner": "both"}""")]
    [InlineData("""{"winner": 1}""")]
    [InlineData("""{"winner": "first" """)]
    public void What_is_none_is_none(string answer) => JudgeVerdict.Read(answer, true).ShouldBeNull();

    [Fact]
    public void A_text_that_names_a_place_is_no_place()
    {
        JudgeTemplate.Fill("{prompt}|{first}|{second}", "{second}", "{prompt}", "x").ShouldBe("{second}|{prompt}|x");
        JudgeTemplate.Fill(JudgeTemplate.Usual, "p", "f", "s").ShouldContain("<first>\nf\n</first>");
    }
}
