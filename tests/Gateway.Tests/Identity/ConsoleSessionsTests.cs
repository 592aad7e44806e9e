using Gateway.Tests.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Signalbox.Identity;
using Testing.Files;
using Testing.Time;

namespace Gateway.Tests.Identity;

public sealed class ConsoleSessionsTests(TestDatabase databases) : IAsyncLifetime
{
    private readonly TempDirectory _data = new();
    private readonly FakeTimeProvider _clock = new();
    private SecretsHost _host = null!;
    private ConsoleSessions _sessions = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SecretsHost.StartAsync(_data.Path, await databases.CreateAsync());
        _sessions = await SessionsAsync("admin-key-one-0123456789");
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public void The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_secure_over_https(string scheme, bool secure)
    {
        var cookie = Issue(scheme);

        cookie.Name.Value.ShouldBe("signalbox_session");
        (cookie.HttpOnly, cookie.SameSite, cookie.Secure, cookie.Path.Value).ShouldBe((true, Microsoft.Net.Http.Headers.SameSiteMode.Strict, secure, "/"));
    }

    [Fact]
    public void A_session_lives_until_twelve_hours_without_use()
    {
        var cookie = Issue();

        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Read(cookie).ShouldBe(_clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Read(cookie).ShouldBeNull();
    }

    [Fact]
    public void A_session_past_its_first_hour_is_due_to_be_prolonged()
    {
        var expires = Read(Issue())!.Value;

        _sessions.IsAging(expires).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMinutes(61));
        _sessions.IsAging(expires).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_admin_key_ends_the_sessions_of_the_old_one()
    {
        var cookie = Issue();
        var after = await SessionsAsync("admin-key-two-0123456789");

        after.Read(Request(cookie.Value.Value!)).ShouldBeNull();
    }

    [Fact]
    public void A_ticket_of_another_purpose_is_no_session() =>
        _sessions.Read(Request(_host.Protector.Protect($"anything {_clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}"))).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("CfDJ8")]
    [InlineData("admin 99999999999")]
    [InlineData("%00%ff")]
    public void Garbage_is_no_session(string ticket) => _sessions.Read(Request(ticket)).ShouldBeNull();

    [Fact]
    public void A_cookie_of_any_size_is_no_session() => _sessions.Read(Request(new string('x', 100_000))).ShouldBeNull();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    private async Task<ConsoleSessions> SessionsAsync(string adminKey)
    {
        var key = new AdminKey(_host.Secrets, _host.Hasher);
        await key.LoadAsync(adminKey, CancellationToken.None);
        return new ConsoleSessions(_host.Services.GetRequiredService<IDataProtectionProvider>(), key, _clock);
    }

    private SetCookieHeaderValue Issue(string scheme = "http")
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        _sessions.Issue(context);
        return SetCookieHeaderValue.Parse(context.Response.Headers.SetCookie.ToString());
    }

    private DateTimeOffset? Read(SetCookieHeaderValue cookie) => _sessions.Read(Request(cookie.Value.Value!));

    private static DefaultHttpContext Request(string ticket)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = $"{ConsoleSessions.Cookie}={ticket}";
        return context;
    }
}
