using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Signalbox.Wire.OpenAIEmbeddings;

namespace Wire.Tests.OpenAIEmbeddings;

public sealed class Base64EmbeddingsTests
{
    [Fact]
    public void Arrays_of_numbers_become_base64_of_floats_and_nothing_else_changes() =>
        Write("""{ "object":"list","novel":[1, 2],"data":[{"embedding" : [0.5, -1e0,3], "index":0},{"index":1,"embedding":[]}],"embedding":[1],"usage":{"embedding":[1]} }""")
            .ShouldBe($$"""{ "object":"list","novel":[1, 2],"data":[{"embedding" : "{{Base64(0.5f, -1f, 3f)}}", "index":0},{"index":1,"embedding":""}],"embedding":[1],"usage":{"embedding":[1]} }""");

    [Theory]
    [InlineData("""{"data":[{"embedding":"AAAAPw=="}]}""")]
    [InlineData("""{"data":[{"embedding":[[0.5],[1]]}]}""")]
    [InlineData("""{"data":[{"embedding":[0.5,null]}]}""")]
    [InlineData("""{"data":[{"embedding":[1e99]}]}""")]
    [InlineData("""{"data":[{"embedding":{"int8":[1]}}]}""")]
    [InlineData("""{"data":[{"embedding":[0.5]""")]
    [InlineData("[]")]
    public void What_is_no_vector_of_floats_stays_as_it_is(string answer) => Write(answer).ShouldBeNull();

    [Fact]
    public void Of_several_the_vectors_are_put_in_form() =>
        Write("""{"data":[{"embedding":[[1]]},{"embedding":[1]}]}""").ShouldBe($$"""{"data":[{"embedding":[[1]]},{"embedding":"{{Base64(1f)}}"}]}""");

    [Fact]
    public void Whatever_comes_nothing_throws_and_json_stays_json() => Property.Holds(json =>
    {
        var answer = json.Mutate(Bytes.Of($$"""{"data":[{"embedding":[1,{{json.Value()}}]},{"embedding":[0.25]}],"model":{{json.Value()}}}"""));
        var output = new ArrayBufferWriter<byte>();

        if (Base64Embeddings.TryWrite(answer, output)) Should.NotThrow(() => JsonDocument.Parse(output.WrittenMemory).Dispose());
    });

    private static string? Write(string answer)
    {
        var output = new ArrayBufferWriter<byte>();
        return Base64Embeddings.TryWrite(Bytes.Of(answer), output) ? Bytes.Text(output.WrittenSpan) : null;
    }

    private static string Base64(params float[] numbers) => Convert.ToBase64String(MemoryMarshal.AsBytes(numbers.AsSpan()));
}
