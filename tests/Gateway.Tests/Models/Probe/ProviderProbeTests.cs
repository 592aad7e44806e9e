using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Egress;
using Microsoft.AspNetCore.Http;
using Signalbox.Egress;
using Signalbox.Models.Probe;
using Signalbox.Models.Upstreams.Credentials;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.Models.Probe;

public sealed class ProviderProbeTests : IAsyncLifetime
{
    private const string Credential = "sk-canary-0123456789abcdef";

    private static readonly EgressPolicy Local = new() { AllowPrivate = true, AllowHttp = true };

    private readonly FakeNames _names = new FakeNames().Answer("gpu1.example", "127.0.0.1");
    private FakeUpstream _upstream = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _upstream.RequiredKey = Credential;
    }

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Fact]
    public async Task A_provider_that_works_passes_every_step()
    {
        var report = await ProbeAsync(Target() with { Model = "gpt-4o" });

        report.Ok.ShouldBeTrue();
        report.Steps.Select(s => s.Name).ShouldBe(["url", "dns", "address", "connect", "tls", "auth", "model"]);
        report.Steps.Select(s => s.Ok).ShouldBe([true, true, true, true, null, true, true]);
        Step(report, "tls").Detail.ShouldContain("allow_http");
    }

    [Fact]
    public async Task All_problems_of_the_url_are_told_and_nothing_else_is_tried()
    {
        var report = await ProbeAsync(Target() with { BaseUrl = "http://10.0.0.5/v1", Policy = EgressPolicy.Default });

        FailedStep(report).Name.ShouldBe("url");
        FailedStep(report).Detail.ShouldContain("allow_http");
        FailedStep(report).Detail.ShouldContain("allow_private");
        report.Steps.Skip(1).ShouldAllBe(s => s.Ok == null);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_fails_at_dns()
    {
        var report = await ProbeAsync(Target() with { BaseUrl = "https://nowhere.example/v1" });

        FailedStep(report).Name.ShouldBe("dns");
        FailedStep(report).Detail.ShouldContain("nowhere.example");
    }

    [Fact]
    public async Task A_name_that_points_to_a_metadata_address_fails_at_address()
    {
        _names.Answer("evil.example", "169.254.169.254");

        var report = await ProbeAsync(Target() with { BaseUrl = "http://evil.example/v1" });

        FailedStep(report).Name.ShouldBe("address");
        FailedStep(report).Detail.ShouldContain("169.254.169.254");
    }

    [Fact]
    public async Task A_port_where_nobody_listens_fails_at_connect()
    {
        var port = FreePort.Next();

        var report = await ProbeAsync(Target() with { BaseUrl = $"http://gpu1.example:{port}/v1" });

        FailedStep(report).Name.ShouldBe("connect");
        FailedStep(report).Detail.ShouldContain($"{port}");
    }

    [Theory]
    [InlineData("gpu1.example", 30, "is not trusted")]
    [InlineData("other.example", 30, "not for gpu1.example")]
    [InlineData("gpu1.example", -10, "valid from")]
    public async Task A_certificate_fails_at_tls_with_its_flaw_named(string name, int daysLeft, string detail)
    {
        using var certificate = SelfSigned(name, daysLeft);
        await using var server = TlsServer(certificate);

        var report = await ProbeAsync(Target() with { BaseUrl = $"https://gpu1.example:{server.Port}/v1" });

        FailedStep(report).Name.ShouldBe("tls");
        FailedStep(report).Detail.ShouldContain(detail);
    }

    [Fact]
    public async Task A_plain_server_called_by_https_fails_at_tls()
    {
        await using var server = RawServer.Greeting("HTTP/1.1 400 Bad Request\r\n\r\n");

        var report = await ProbeAsync(Target() with { BaseUrl = $"https://gpu1.example:{server.Port}/v1" });

        FailedStep(report).Name.ShouldBe("tls");
    }

    [Fact]
    public async Task A_handshake_without_end_fails_at_tls_within_the_connect_timeout()
    {
        await using var server = RawServer.Silent();
        var hasty = Local with { ConnectTimeout = TimeSpan.FromMilliseconds(200) };

        var report = await ProbeAsync(Target() with { BaseUrl = $"https://gpu1.example:{server.Port}/v1", Policy = hasty });

        FailedStep(report).Name.ShouldBe("tls");
        FailedStep(report).Detail.ShouldContain("0.2 s");
    }

    [Fact]
    public async Task A_rejected_credential_fails_at_auth()
    {
        _upstream.RequiredKey = "another";

        var report = await ProbeAsync(Target());

        FailedStep(report).Name.ShouldBe("auth");
        FailedStep(report).Detail.ShouldContain("401");
    }

    [Fact]
    public async Task A_missing_credential_is_told_from_a_wrong_one()
    {
        var report = await ProbeAsync(Target() with { Credential = NoCredential.Instance });

        FailedStep(report).Detail.ShouldContain("none is set");
    }

    [Theory]
    [InlineData("sk-with\nnewline")]
    [InlineData(" sk-with-space")]
    [InlineData("sk-ünicode")]
    public async Task A_credential_that_cannot_be_sent_fails_at_auth_without_a_call(string credential)
    {
        var report = await ProbeAsync(Target() with { Credential = HeaderCredential.Bearer(credential) });

        FailedStep(report).Name.ShouldBe("auth");
        _upstream.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_model_that_is_not_listed_fails_with_the_nearest_name()
    {
        var report = await ProbeAsync(Target() with { Model = "gpt-4o-mni" });

        FailedStep(report).Name.ShouldBe("model");
        FailedStep(report).Detail.ShouldContain("gpt-4o-mini");
        Step(report, "auth").Ok.ShouldBe(true);
    }

    [Fact]
    public async Task Without_a_list_of_models_a_call_for_one_token_tells()
    {
        _upstream.Models = null;

        var report = await ProbeAsync(Target() with { Model = "local-model" });

        report.Ok.ShouldBeTrue();
        var chat = _upstream.Chats.ShouldHaveSingleItem();
        chat.Model.ShouldBe("local-model");
        ((int?)chat.Json!["max_tokens"]).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_list_a_model_that_the_provider_does_not_know_fails_at_model()
    {
        _upstream.Models = null;
        _upstream.KnowsItsModelsOnly = true;

        var report = await ProbeAsync(Target() with { Model = "local-model" });

        FailedStep(report).Name.ShouldBe("model");
        FailedStep(report).Detail.ShouldContain("does not know");
    }

    [Fact]
    public async Task Without_a_list_and_a_model_nothing_is_claimed()
    {
        _upstream.Models = null;

        var report = await ProbeAsync(Target());

        report.Ok.ShouldBeTrue();
        Step(report, "auth").Ok.ShouldBeNull();
        Step(report, "model").Ok.ShouldBeNull();
    }

    [Fact]
    public async Task A_redirect_is_shown_without_its_secrets()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect("https://ana:hunter2@login.example/start?token=hunter3");
            return Task.CompletedTask;
        });

        var report = await ProbeAsync(Target() with { BaseUrl = $"http://gpu1.example:{server.Port}/v1" });

        FailedStep(report).Name.ShouldBe("auth");
        FailedStep(report).Detail.ShouldContain("https://login.example/start");
        FailedStep(report).Detail.ShouldNotContain("hunter");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_fails_at_auth_within_its_time()
    {
        await using var server = RawServer.Silent();

        var report = await ProbeAsync(Target() with
        {
            BaseUrl = $"http://gpu1.example:{server.Port}/v1",
            AnswerTimeout = TimeSpan.FromMilliseconds(200),
        });

        FailedStep(report).Name.ShouldBe("auth");
        FailedStep(report).Detail.ShouldContain("0.2 s");
    }

    [Fact]
    public async Task Giving_up_ends_the_probe()
    {
        await using var server = RawServer.Silent();
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var probe = new ProviderProbe(_names.Handlers, TimeProvider.System);

        await Should.ThrowAsync<OperationCanceledException>(() => probe.RunAsync(
            Target() with { BaseUrl = $"http://gpu1.example:{server.Port}/v1" }, giveUp.Token));
    }

    [Fact]
    public async Task A_provider_that_repeats_the_credential_does_not_make_us_show_it()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync(
                $$$"""{"error":{"message":"Incorrect API key provided: {{{Credential}}} (or sk-can****cdef)","code":"invalid_api_key"}}""");
        });

        var report = await ProbeAsync(Target() with { BaseUrl = $"http://gpu1.example:{server.Port}/v1" });

        FailedStep(report).Detail.ShouldContain("Incorrect API key provided");
        report.ToString().ShouldNotContain(Credential);
        report.Steps.ShouldAllBe(s => !s.Detail.Contains(Credential) && !s.Detail.Contains("sk-can"));
    }

    [Fact]
    public async Task An_upstream_inside_the_gateway_skips_the_steps_of_connecting()
    {
        using var inside = new SocketsHttpHandler();

        var report = await ProbeAsync(Target() with { BaseUrl = _upstream.BaseUrl, Model = "gpt-4o", InProcess = inside });

        report.Ok.ShouldBeTrue();
        report.Steps.Select(s => s.Ok).ShouldBe([null, null, null, null, null, true, true]);
    }

    private ProbeTarget Target() => new()
    {
        BaseUrl = $"http://gpu1.example:{_upstream.Port}/v1",
        Policy = Local,
        Credential = HeaderCredential.Bearer(Credential),
    };

    private Task<ProbeReport> ProbeAsync(ProbeTarget target) =>
        new ProviderProbe(_names.Handlers, TimeProvider.System).RunAsync(target, CancellationToken.None);

    private static ProbeStep Step(ProbeReport report, string name) => report.Steps.Single(s => s.Name == name);

    private static ProbeStep FailedStep(ProbeReport report)
    {
        report.Ok.ShouldBeFalse();
        return report.Steps.Single(s => s.Ok == false);
    }

    private static X509Certificate2 SelfSigned(string name, int daysLeft)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var end = DateTimeOffset.UtcNow.AddDays(daysLeft);
        using var made = request.CreateSelfSigned(end.AddDays(-60), end);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private static RawServer TlsServer(X509Certificate2 certificate) => new(async (socket, token) =>
    {
        try
        {
            await using var stream = new SslStream(new NetworkStream(socket));
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The probe turns the certificate down, as it should.
        }
    });
}
