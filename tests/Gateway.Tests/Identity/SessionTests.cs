using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Signalbox.Identity;
using Testing.Gateway;

namespace Gateway.Tests.Identity;

public sealed class SessionTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly Uri Session = new("/admin/api/session", UriKind.Relative);

    [Fact]
    public async Task Signing_in_opens_a_session_and_says_who_is_in()
    {
        using var response = await SignInAsync(fixture.Gateway, $" {fixture.Gateway.AdminKey}\n");
        var info = (await response.Content.ReadFromJsonAsync<JsonNode>())!;

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)info["subject"], (string?)info["permissions"]![0]).ShouldBe(("admin", "*"));
        ((DateTimeOffset)info["expires_at"]!).ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(11));
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldNotContain(fixture.Gateway.AdminKey);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();

        using var read = await SendAsync(HttpMethod.Get, "/admin/api/session", Ticket(response));
        ((string?)(await read.Content.ReadFromJsonAsync<JsonNode>())!["subject"]).ShouldBe("admin");
    }

    [Fact]
    public async Task Not_signed_in_is_a_401()
    {
        using var response = await fixture.Gateway.Http.GetAsync(Session);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_takes_the_cookie_back()
    {
        using var signedIn = await SignInAsync(fixture.Gateway, fixture.Gateway.AdminKey);
        using var response = await SendAsync(HttpMethod.Delete, "/admin/api/session", Ticket(signedIn));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.GetValues("Set-Cookie").Single().ShouldContain("signalbox_session=;");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Origin", "SELF", true)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("X-Nothing", "at-all", false)]
    public async Task A_change_by_cookie_must_come_from_the_console_itself(string header, string value, bool allowed)
    {
        using var signedIn = await SignInAsync(fixture.Gateway, fixture.Gateway.AdminKey);
        var own = fixture.Gateway.Url.GetLeftPart(UriPartial.Authority);

        using var response = await SendAsync(
            HttpMethod.Post, "/admin/api/organizations", Ticket(signedIn), (header, value.Replace("SELF", own, StringComparison.Ordinal)), new { name = fixture.Name("csrf") });

        response.StatusCode.ShouldBe(allowed ? HttpStatusCode.Created : HttpStatusCode.Forbidden);
        if (!allowed) (await response.Content.ReadAsStringAsync()).ShouldContain("another site");
    }

    [Fact]
    public async Task A_request_that_only_reads_needs_no_such_proof()
    {
        using var signedIn = await SignInAsync(fixture.Gateway, fixture.Gateway.AdminKey);
        using var response = await SendAsync(HttpMethod.Get, "/admin/api/organizations", Ticket(signedIn), ("Sec-Fetch-Site", "cross-site"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_key_in_the_header_is_not_saved_by_a_good_cookie()
    {
        using var signedIn = await SignInAsync(fixture.Gateway, fixture.Gateway.AdminKey);
        using var response = await SendAsync(HttpMethod.Get, "/admin/api/organizations", Ticket(signedIn), ("Authorization", "Bearer wrong"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"key\":null}")]
    [InlineData("{\"key\":\"\"}")]
    [InlineData("{\"key\":\"wrong\"}")]
    public async Task A_wrong_key_is_a_401_without_a_cookie(string body)
    {
        // Four failures, fewer than the throttle's ten; every success in this class clears them.
        using var response = await fixture.Gateway.Http.PostAsync(Session, new StringContent(body, null, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"key\":5}")]
    [InlineData("{\"key\":\"a\",\"key\":\"b\"}")]
    [InlineData("{\"password\":\"x\"}")]
    public async Task A_body_that_is_no_sign_in_is_a_400(string body)
    {
        using var response = await fixture.Gateway.Http.PostAsync(Session, new StringContent(body, null, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Guessing_is_held_up_for_sign_in_and_not_for_the_key_in_the_header()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        for (var i = 0; i < SignInThrottle.MaxFailures; i++)
            using (var guess = await SignInAsync(gateway, $"guess-{i}")) guess.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var held = await SignInAsync(gateway, gateway.AdminKey);

        held.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        held.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), SignInThrottle.Window);
        (await gateway.Admin.GetAsync("providers")).Succeeded();
    }

    private static Task<HttpResponseMessage> SignInAsync(GatewayProcess gateway, string key) => gateway.Http.PostAsJsonAsync(Session, new { key });

    private static string Ticket(HttpResponseMessage signedIn) => signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string cookie, (string Name, string Value)? header = null, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        if (header is var (name, value)) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await fixture.Gateway.Http.SendAsync(request);
    }
}
