using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Signalbox.Egress;
using Testing.Net;

namespace Gateway.Tests.Egress;

public sealed class EgressRedirectsTests : IAsyncLifetime
{
    private const string Canary = "sk-canary-0123456789";

    private static readonly EgressPolicy Local = new() { AllowPrivate = true, AllowHttp = true };

    private readonly ConcurrentQueue<(string Path, IHeaderDictionary Headers)> _seen = new();
    private readonly Dictionary<string, string> _redirects = [];
    private readonly FakeNames _names = new FakeNames()
        .Answer("docs.example", "127.0.0.1").Answer("other.example", "127.0.0.1");

    private LoopbackServer _server = null!;
    private LoopbackServer _otherPort = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(AnswerAsync);
        _otherPort = await LoopbackServer.StartAsync(AnswerAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _otherPort.DisposeAsync();
    }

    [Fact]
    public async Task A_redirect_within_the_origin_is_followed_with_the_credential()
    {
        _redirects["/start"] = "/end";

        (await FetchAsync("/start")).ShouldBe("content of /end");
        _seen.Last().Headers.Authorization.ToString().ShouldBe($"Bearer {Canary}");
        _seen.Last().Headers["x-api-key"].ToString().ShouldBe(Canary);
    }

    [Fact]
    public async Task No_header_that_could_be_a_credential_follows_a_change_of_origin()
    {
        _redirects["/start"] = $"http://docs.example:{_otherPort.Port}/elsewhere";

        (await FetchAsync("/start")).ShouldBe("content of /elsewhere");

        var headers = _seen.Last().Headers;
        headers.SelectMany(h => h.Value).ShouldNotContain(value => value!.Contains(Canary));
        headers.Accept.ToString().ShouldBe("application/json");
        headers.Host.ToString().ShouldBe($"docs.example:{_otherPort.Port}");
    }

    [Fact]
    public async Task A_credential_that_stayed_behind_does_not_return_when_a_hop_leads_back()
    {
        _redirects["/start"] = $"http://docs.example:{_otherPort.Port}/bounce";
        _redirects["/bounce"] = $"http://docs.example:{_server.Port}/end";

        (await FetchAsync("/start")).ShouldBe("content of /end");
        _seen.Last().Headers.SelectMany(h => h.Value).ShouldNotContain(value => value!.Contains(Canary));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", EgressReasons.HttpNotAllowed)]
    [InlineData("https://169.254.169.254/latest/meta-data/", EgressReasons.AddressForbidden)]
    [InlineData("http://[::ffff:a9fe:a9fe]/", EgressReasons.HttpNotAllowed)]
    [InlineData("https://[::ffff:a9fe:a9fe]/", EgressReasons.AddressForbidden)]
    [InlineData("https://127.0.0.1/", EgressReasons.AddressPrivate)]
    [InlineData("https://localhost/", EgressReasons.AddressPrivate)]
    [InlineData("https://other.example/", EgressReasons.AddressPrivate)]
    [InlineData("http://other.example/", EgressReasons.HttpNotAllowed)]
    [InlineData("https://ana:hunter2@docs.example/", EgressReasons.CredentialsInUrl)]
    [InlineData("file:///etc/passwd", EgressReasons.SchemeNotAllowed)]
    public async Task A_redirect_is_held_to_the_rules_of_its_own_host(string location, string code)
    {
        _redirects["/start"] = location;

        var failure = await Should.ThrowAsync<Exception>(() => FetchAsync("/start"));

        var refusal = EgressFailures.Refusal(failure).ShouldNotBeNull();
        refusal.Message.ShouldNotContain("hunter2");
        refusal.Code.ShouldBe(code);
        _seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_loop_of_redirects_ends()
    {
        _redirects["/start"] = "/start";

        var refusal = await Should.ThrowAsync<EgressRefusedException>(() => FetchAsync("/start"));

        refusal.Code.ShouldBe(EgressReasons.TooManyRedirects);
        _seen.Count.ShouldBe(EgressRedirects.MostRedirects + 1);
    }

    [Fact]
    public async Task A_redirect_of_a_post_is_returned_as_it_is()
    {
        _redirects["/start"] = "/end";
        using var client = Client();

        using var response = await client.PostAsync(At("/start"), new StringContent("body"));

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_fragment_in_the_location_is_dropped()
    {
        _redirects["/start"] = "/end#part";

        (await FetchAsync("/start")).ShouldBe("content of /end");
    }

    private Uri At(string path) => new($"http://docs.example:{_server.Port}{path}");

    private HttpClient Client() => new(_names.Handlers.ForFetch(At("/"), Local));

    private async Task<string> FetchAsync(string path)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Canary}");
        request.Headers.TryAddWithoutValidation("x-api-key", Canary);
        request.Headers.TryAddWithoutValidation("Cookie", $"session={Canary}");
        request.Headers.TryAddWithoutValidation("x-anything-else", Canary);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _seen.Enqueue((path, new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value))));
        if (!_redirects.TryGetValue(path, out var location))
            return context.Response.WriteAsync($"content of {path}");
        context.Response.Redirect(location);
        return Task.CompletedTask;
    }
}
