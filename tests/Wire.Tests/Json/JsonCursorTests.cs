using System.Text.Json;
using Signalbox.Wire.Json;

namespace Wire.Tests.Json;

public sealed class JsonCursorTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" [ ] ")]
    [InlineData("[[],{},[{}]]")]
    [InlineData("{\"a\":[1,-0,0.5,1e9,1E-2,-12.5e+3],\"b\":\"\\u00e9\\n\"}")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("null")]
    public void Well_formed_json_passes_whole(string json)
    {
        var cursor = new JsonCursor(Bytes.Of(json));

        cursor.Skip().ShouldBeTrue();
        cursor.ReadEnd().ShouldBeTrue();
    }

    [Theory]
    [InlineData("", JsonFault.UnexpectedEnd, 0)]
    [InlineData("{", JsonFault.UnexpectedEnd, 1)]
    [InlineData("[1,", JsonFault.UnexpectedEnd, 3)]
    [InlineData("{\"a\"", JsonFault.UnexpectedEnd, 4)]
    [InlineData("\"abc", JsonFault.UnexpectedEnd, 4)]
    [InlineData("\"abc\\", JsonFault.UnexpectedEnd, 5)]
    [InlineData("\"\\u12", JsonFault.UnexpectedEnd, 5)]
    [InlineData("tru", JsonFault.UnexpectedEnd, 3)]
    [InlineData("trux", JsonFault.UnexpectedByte, 3)]
    [InlineData("[1,]", JsonFault.UnexpectedByte, 3)]
    [InlineData("{\"a\":1,}", JsonFault.UnexpectedByte, 7)]
    [InlineData("{a:1}", JsonFault.UnexpectedByte, 1)]
    [InlineData("{'a':1}", JsonFault.UnexpectedByte, 1)]
    [InlineData("[1 2]", JsonFault.UnexpectedByte, 3)]
    [InlineData("[,1]", JsonFault.UnexpectedByte, 1)]
    [InlineData("{\"a\" 1}", JsonFault.UnexpectedByte, 5)]
    [InlineData("[1}", JsonFault.UnexpectedByte, 2)]
    [InlineData("NaN", JsonFault.UnexpectedByte, 0)]
    [InlineData("// a comment", JsonFault.UnexpectedByte, 0)]
    [InlineData("\"a\nb\"", JsonFault.ControlCharacterInString, 2)]
    [InlineData("\"\\x\"", JsonFault.BadEscape, 1)]
    [InlineData("\"\\u12G4\"", JsonFault.BadEscape, 1)]
    [InlineData("-", JsonFault.UnexpectedEnd, 1)]
    [InlineData("-x", JsonFault.BadNumber, 1)]
    [InlineData("1.x", JsonFault.BadNumber, 2)]
    [InlineData("[1.e5]", JsonFault.BadNumber, 3)]
    [InlineData("01", JsonFault.TrailingData, 1)]
    [InlineData("{} {}", JsonFault.TrailingData, 3)]
    [InlineData("1\u00a0", JsonFault.TrailingData, 1)]
    public void A_fault_names_its_kind_and_place(string json, object fault, int position)
    {
        var cursor = new JsonCursor(Bytes.Of(json));

        (cursor.Skip() && cursor.ReadEnd()).ShouldBeFalse();
        cursor.Fault.ShouldBe((JsonFault)fault);
        cursor.Position.ShouldBe(position);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Nesting_ends_at_the_limit(int depth, bool accepted)
    {
        var json = Bytes.Of(string.Concat(Enumerable.Repeat("{\"a\":[", depth / 2)) + (depth % 2 == 1 ? "[]" : "")
            + string.Concat(Enumerable.Repeat("]}", depth / 2)));
        var cursor = new JsonCursor(json);

        cursor.Skip().ShouldBe(accepted);
        cursor.Fault.ShouldBe(accepted ? JsonFault.None : JsonFault.TooDeep);
    }

    [Fact]
    public void After_a_fault_every_call_answers_false()
    {
        var cursor = new JsonCursor("[1 2]"u8);
        cursor.Skip().ShouldBeFalse();

        cursor.Skip().ShouldBeFalse();
        cursor.NextElement().ShouldBeFalse();
        cursor.BeginArray().ShouldBeFalse();
        cursor.ReadString(out _).ShouldBeFalse();
        cursor.ReadEnd().ShouldBeFalse();
        cursor.Fault.ShouldBe(JsonFault.UnexpectedByte);
    }

    [Fact]
    public void Random_json_is_judged_as_by_the_platform_reader() => Property.Holds(json =>
    {
        var text = Bytes.Of(json.Value(6));
        Accepts(text).ShouldBeTrue(Bytes.Text(text));

        for (var i = 0; i < 10; i++)
        {
            var mutated = json.Mutate(text);
            Accepts(mutated).ShouldBe(PlatformAccepts(mutated), Bytes.Text(mutated));
        }
    });

    private static bool Accepts(ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json);
        return cursor.Skip() && cursor.ReadEnd();
    }

    private static bool PlatformAccepts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
