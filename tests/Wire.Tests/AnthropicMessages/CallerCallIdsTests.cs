using System.Text.RegularExpressions;
using Signalbox.Wire.AnthropicMessages;

namespace Wire.Tests.AnthropicMessages;

public sealed partial class CallerCallIdsTests
{
    [Theory]
    [InlineData("call_abc-123")]
    [InlineData("toolu_01A09q90qw90lq917835lq9")]
    [InlineData("x")]
    public void Ids_of_anthropic_s_form_stay_as_they_are(string id)
    {
        CallerCallIds.Wrap(id).ShouldBe(id);
        CallerCallIds.Unwrap(id).ShouldBe(id);
    }

    [Theory]
    [InlineData("functions.get_weather:0")]
    [InlineData("call|1/2 3")]
    [InlineData("é\"\\\n")]
    [InlineData("")]
    [InlineData("toolu_sb64_Zg")]
    [InlineData("functions.a_tool_with_a_name_that_is_longer_than_any_id_should_be_and_then_some:12345")]
    public void Others_are_wrapped_into_it_and_come_back_as_they_were(string id)
    {
        var shown = CallerCallIds.Wrap(id);

        AnthropicForm().IsMatch(shown).ShouldBeTrue(shown);
        CallerCallIds.Unwrap(shown).ShouldBe(id);
    }

    [Theory]
    [InlineData("toolu_sb64_")]
    [InlineData("toolu_sb64_!!")]
    [InlineData("toolu_sb64_A")]
    [InlineData("toolu_sb64__w")]
    [InlineData("toolu_sb64_Y2FsbA")]
    public void An_id_that_only_looks_wrapped_is_left_alone_or_comes_from_what_it_says(string id)
    {
        var unwrapped = CallerCallIds.Unwrap(id);

        (unwrapped == id || CallerCallIds.Wrap(unwrapped) == id).ShouldBeTrue();
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]+$")]
    private static partial Regex AnthropicForm();
}
