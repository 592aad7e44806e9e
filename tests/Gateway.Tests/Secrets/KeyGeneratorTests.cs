using Signalbox.Secrets;

namespace Gateway.Tests.Secrets;

public sealed class KeyGeneratorTests
{
    [Fact]
    public void Keys_have_the_published_form_and_are_all_different()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => KeyGenerator.New()).ToList();

        keys.ShouldAllBe(key => key.Length == 43 && key.StartsWith("sb-", StringComparison.Ordinal) && key.Skip(3).All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
        keys.Distinct().Count().ShouldBe(keys.Count);
        keys.ShouldAllBe(key => KeyGenerator.IsAcceptable(key));
    }

    [Theory]
    [InlineData("01234567890123456789", true)]
    [InlineData("0123456789012345678", false)]
    [InlineData("", false)]
    [InlineData("0123456789 0123456789", false)]
    [InlineData("0123456789\t0123456789", false)]
    [InlineData("0123456789\n0123456789", false)]
    [InlineData("0123456789\u00000123456789", false)]
    [InlineData("0123456789ü0123456789", false)]
    public void An_operators_own_key_must_be_long_and_fit_for_a_header(string value, bool acceptable) =>
        KeyGenerator.IsAcceptable(value).ShouldBe(acceptable);

    [Fact]
    public void An_operators_own_key_has_at_most_256_characters() =>
        (KeyGenerator.IsAcceptable(new string('k', 256)), KeyGenerator.IsAcceptable(new string('k', 257))).ShouldBe((true, false));
}
