using Testing.Files;
using Testing.Gateway;
using Testing.Net;

namespace Gateway.Tests.Alerts;

/// <summary>Alerts by e-mail, to a server that speaks the real protocol.</summary>
public sealed class AlertMailTests(TestDatabase databases)
{
    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task A_message_arrives_over_tls_signed_in_with_an_alert_s_figures(string security)
    {
        using var authority = new TestAuthority();
        using var directory = new TempDirectory();
        await using var gateway = await StartAsync(authority, directory);
        await using var mail = new MailServer(authority.Issue("localhost"), security == "tls", ("alerts", "secret words"));
        var destination = await MakeAsync(gateway, mail, security, "secret words");

        var test = (await gateway.Admin.PostAsync($"alert-destinations/{destination.Id}/test")).Succeeded();

        ((bool)test.Json["taken"]!, (string?)test.Json["error"]).ShouldBe((true, null));
        var taken = mail.Mails.Single();
        (taken.From, string.Join(' ', taken.To), taken.User, taken.IsSecure).ShouldBe(("signalbox@example.com", "on-call@example.com team@example.com", "alerts", true));
        taken.Text.ShouldContain("Subject: [info] Test message of Signalbox");
        taken.Text.ShouldContain("Auto-Submitted: auto-generated");
        taken.Text.ShouldContain("Nothing is wrong.");
    }

    [Fact]
    public async Task What_a_mail_server_does_not_take_is_said_in_words_and_without_the_password()
    {
        using var authority = new TestAuthority();
        using var directory = new TempDirectory();
        await using var gateway = await StartAsync(authority, directory);
        await using var mail = new MailServer(authority.Issue("localhost"), login: ("alerts", "secret words"));

        var wrong = await TestAsync(await MakeAsync(gateway, mail, "starttls", "other words"));
        wrong.ShouldBe("the mail server does not accept username and password");

        var destination = await MakeAsync(gateway, mail, "starttls", "secret words");
        mail.RefusesReceivers = "550 no such person: secret words";
        (await TestAsync(destination)).ShouldBe("the mail server answered 550 to a receiver");

        await using var plain = new MailServer();
        (await TestAsync(await MakeAsync(gateway, plain, "starttls", ""))).ShouldBe("the mail server offers no STARTTLS");

        using var stranger = new TestAuthority();
        await using var unknown = new MailServer(stranger.Issue("localhost"));
        (await TestAsync(await MakeAsync(gateway, unknown, "starttls", ""))).ShouldStartWith("TLS could not be agreed");

        await using var web = RawServer.Greeting("HTTP/1.1 200 OK\r\n\r\n");
        (await TestAsync(await MakeAsync(gateway, web.Port, "starttls", ""))).ShouldBe("what it answered is not SMTP");
        mail.Mails.ShouldBeEmpty();

        async Task<string> TestAsync(AdminReply made) => (string)(await gateway.Admin.PostAsync($"alert-destinations/{made.Id}/test")).Succeeded().Json["error"]!;
    }

    /// <summary>A gateway that trusts an authority, by a file that must stay.</summary>
    private async Task<GatewayProcess> StartAsync(TestAuthority authority, TempDirectory directory)
    {
        await File.WriteAllTextAsync(directory["authority.pem"], authority.Pem);
        return await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = await databases.CreateAsync(), Environment = new Dictionary<string, string?> { ["SSL_CERT_FILE"] = directory["authority.pem"] },
        });
    }

    private static Task<AdminReply> MakeAsync(GatewayProcess gateway, MailServer mail, string security, string password) => MakeAsync(gateway, mail.Port, security, password);

    private static async Task<AdminReply> MakeAsync(GatewayProcess gateway, int port, string security, string password) => (await gateway.Admin.PostAsync("alert-destinations", new
    {
        name = $"mail-{Guid.NewGuid():N}", kind = "email", allow_private = true,
        email = new
        {
            host = "localhost", port, security, username = password.Length > 0 ? "alerts" : null, password, from = "signalbox@example.com", to = new[] { "on-call@example.com", "team@example.com" },
        },
    })).Succeeded();
}
