using System.Net;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>The console's files as plain HTTP serves them.</summary>
public sealed class ConsoleFilesTests : IAsyncLifetime
{
    private GatewayProcess _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayProcess.StartAsync();

    [Theory]
    [InlineData("console/")]
    [InlineData("console/models")]
    [InlineData("console/signalbox.svg")]
    public async Task Head_answers_like_get_without_a_body(string path)
    {
        using var get = await _gateway.Http.GetAsync(path);
        using var head = await _gateway.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        get.StatusCode.ShouldBe(HttpStatusCode.OK);
        Told(head).ShouldBe(Told(get));
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();

        static (HttpStatusCode, string?, long?, string?, string) Told(HttpResponseMessage answer) => (
            answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Content.Headers.ContentLength,
            answer.Headers.CacheControl?.ToString(), string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task The_root_leads_to_the_console_for_head_too()
    {
        using var head = await _gateway.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, ""));

        (head.StatusCode, head.Headers.Location?.ToString()).ShouldBe((HttpStatusCode.Redirect, "/console/"));
    }

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();
}
