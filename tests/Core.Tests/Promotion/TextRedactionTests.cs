using System.Diagnostics;
using Signalbox.Core.Promotion;

namespace Core.Tests.Promotion;

public class TextRedactionTests
{
    [Theory]
    [InlineData("Write to ana.b+c@mail.acme.example today", "Write to [email] today")]
    [InlineData("Card 4111 1111 1111 1111, thanks", "Card [number], thanks")]
    [InlineData("Call +49 (30) 123-4567", "Call [number]")]
    [InlineData("key sk-abcdefghijklmnop1234 and sb-0123456789abcdef", "key [key] and [key]")]
    [InlineData("Authorization: Bearer abcdefgh12345678", "Authorization: [key]")]
    [InlineData("In 2026 we sold 1,234 units", "In 2026 we sold 1,234 units")]
    public void What_names_a_person_or_opens_a_door_is_taken_out(string text, string kept) => TextRedaction.Apply(text).ShouldBe(kept);

    [Fact]
    public void A_text_made_to_take_long_takes_no_longer_than_its_bound()
    {
        var started = Stopwatch.GetTimestamp();

        TextRedaction.Apply(new string('a', 60_000) + "@");

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
