using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Testing.Net;

namespace Gateway.Tests.DataPlane;

/// <summary>Buffers are pooled, and no call may ever see another's bytes (R75): many streams at once, each with a mark of its own.</summary>
public sealed class BufferCrossingTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const int Streams = 240;
    private const int Pieces = 12;

    [Fact]
    public async Task No_byte_of_a_stream_reaches_another_however_many_run_at_once()
    {
        await using var upstream = await LoopbackServer.StartAsync(EchoAsync);
        var model = await fixture.ModelAtAsync(new { }, $"{upstream.Url}v1");
        var caller = fixture.Caller;
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(120));

        await Task.WhenAll(Enumerable.Range(0, Streams).Select(async number =>
        {
            var path = (number % 3) switch { 0 => Ask.Chat, 1 => Ask.Messages, _ => Ask.Responses };
            var mark = $"canary-{number:D4}-{Guid.NewGuid():N}";
            // Bodies of very different sizes, so that buffers of all sizes change hands.
            var said = $"{mark} {new string((char)('a' + (number % 26)), number * 97 % 20_000)}";
            var body = path == Ask.Responses ? $$"""{"model":"{{model}}","stream":true,"store":false,"input":"{{said}}"}"""
                : $$"""{"model":"{{model}}","stream":true,"max_tokens":99,"messages":[{"role":"user","content":"{{said}}"}]}""";

            using var response = await caller.PostAsync(path, Ask.Json(body), bound.Token);
            var read = await response.ReadStreamAsync(bound.Token);

            Ask.TextOf(path, read).ShouldBe(string.Concat(Enumerable.Range(0, Pieces).Select(piece => $"[{mark}:{piece}]")));
            read.Data.Where(data => data.Contains("canary-", StringComparison.Ordinal)).ShouldAllBe(data => data.Contains(mark, StringComparison.Ordinal));
        }));
    }

    /// <summary>Streams the mark of the request back, some pieces at once and some after a while.</summary>
    private static async Task EchoAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = JsonNode.Parse(await reader.ReadToEndAsync(context.RequestAborted))!;
        var content = request["messages"]!.AsArray()[^1]!["content"]!;
        var mark = (content is JsonArray parts ? (string)parts[0]!["text"]! : (string)content!).Split(' ')[0];
        context.Response.ContentType = "text/event-stream";
        await WriteAsync("""{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""");
        for (var piece = 0; piece < Pieces; piece++)
        {
            await WriteAsync($$$"""{"choices":[{"index":0,"delta":{"content":"[{{{mark}}}:{{{piece}}}]"}}]}""");
            if (piece % 4 == 1) await Task.Delay(piece * 7, context.RequestAborted);
        }
        await WriteAsync("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}""");
        await WriteAsync("[DONE]");

        async Task WriteAsync(string data)
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\n\n"), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
