using System.Net;
using Microsoft.AspNetCore.Http;
using Signalbox.Egress;
using Testing.Net;

namespace Gateway.Tests.Egress;

/// <summary>The guard in the connector, over real sockets; only the names are made up.</summary>
public sealed class EgressConnectorTests
{
    private static readonly EgressPolicy Local = new() { AllowPrivate = true, AllowHttp = true };

    [Fact]
    public async Task A_name_is_called_at_the_address_it_resolves_to()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("hello"));
        var names = new FakeNames().Answer("gpu1.example", "127.0.0.1");

        (await GetAsync(names, $"http://gpu1.example:{server.Port}/", Local)).ShouldBe("hello");
        names.Asked.ShouldBe(["gpu1.example"]);
    }

    [Theory]
    [InlineData("127.0.0.1", EgressReasons.AddressPrivate)]
    [InlineData("10.0.0.5", EgressReasons.AddressPrivate)]
    [InlineData("169.254.169.254", EgressReasons.AddressForbidden)]
    [InlineData("fd00:ec2::254", EgressReasons.AddressForbidden)]
    [InlineData("::ffff:169.254.169.254", EgressReasons.AddressForbidden)]
    public async Task A_public_name_that_points_inside_is_refused(string address, string code)
    {
        var names = new FakeNames().Answer("api.example", address);

        var refusal = await RefusalAsync(names, "http://api.example/", new EgressPolicy { AllowHttp = true });

        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldContain("api.example");
    }

    [Fact]
    public async Task A_literal_is_judged_without_asking_for_a_name()
    {
        var names = new FakeNames();

        var refusal = await RefusalAsync(names, "http://2852039166/latest/meta-data/", Local);

        refusal.Code.ShouldBe(EgressReasons.AddressForbidden);
        names.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_mixed_answer_only_permitted_addresses_are_called()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("hello"));
        var names = new FakeNames().Answer("gpu1.example", "169.254.169.254", "fe80::1", "127.0.0.1");

        (await GetAsync(names, $"http://gpu1.example:{server.Port}/", Local)).ShouldBe("hello");
    }

    [Fact]
    public async Task A_mixed_answer_without_any_permitted_address_is_refused()
    {
        var names = new FakeNames().Answer("api.example", "169.254.169.254", "10.0.0.1", "::1");

        (await RefusalAsync(names, "https://api.example/", EgressPolicy.Default))
            .Code.ShouldBe(EgressReasons.AddressForbidden);
    }

    [Fact]
    public async Task An_address_that_refuses_gives_way_to_the_next()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("hello"));
        var names = new FakeNames().Answer("gpu1.example", "127.9.9.9", "127.0.0.1");

        (await GetAsync(names, $"http://gpu1.example:{server.Port}/", Local)).ShouldBe("hello");
    }

    [Fact]
    public async Task A_name_that_rebinds_to_the_metadata_address_is_refused_on_its_next_connection()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return context.Response.WriteAsync("hello");
        });
        var url = new Uri($"http://gpu1.example:{server.Port}/");
        var names = new FakeNames().Answer("gpu1.example", "127.0.0.1").Answer("gpu1.example", "169.254.169.254");
        using var client = new HttpClient(names.Handlers.ForUpstream(url, Local));

        (await client.GetStringAsync(url)).ShouldBe("hello");

        var failure = await Should.ThrowAsync<HttpRequestException>(() => client.GetStringAsync(url));
        EgressFailures.Refusal(failure).ShouldNotBeNull().Code.ShouldBe(EgressReasons.AddressForbidden);
        names.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Plain_http_needs_allow_http_at_connect_time_too()
    {
        var names = new FakeNames().Answer("gpu1.example", "127.0.0.1");

        var refusal = await RefusalAsync(names, "http://gpu1.example/", new EgressPolicy { AllowPrivate = true });

        refusal.Code.ShouldBe(EgressReasons.HttpNotAllowed);
        names.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_permitted_for_one_host_is_not_permitted_for_another()
    {
        var names = new FakeNames().Answer("gpu2.example", "127.0.0.1");
        var handler = names.Handlers.ForUpstream(new Uri("http://gpu1.example/"), Local);
        using var client = new HttpClient(handler);

        var failure = await Should.ThrowAsync<HttpRequestException>(
            () => client.GetStringAsync("https://gpu2.example/"));

        EgressFailures.Refusal(failure).ShouldNotBeNull().Code.ShouldBe(EgressReasons.AddressPrivate);
    }

    [Fact]
    public async Task Redirects_are_not_followed_to_an_upstream()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect("http://169.254.169.254/");
            return Task.CompletedTask;
        });
        var url = new Uri($"http://gpu1.example:{server.Port}/");
        var names = new FakeNames().Answer("gpu1.example", "127.0.0.1");
        using var client = new HttpClient(names.Handlers.ForUpstream(url, Local));

        using var response = await client.GetAsync(url);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_numeric_ipv6_host_keeps_its_permissions()
    {
        var failure = await Should.ThrowAsync<HttpRequestException>(
            () => GetAsync(new FakeNames(), $"http://[::1]:{FreePort.Next()}/", Local));

        EgressFailures.Classify(failure).ShouldBe(EgressFailure.ConnectFailed);
    }

    [Fact]
    public async Task An_ipv4_address_in_ipv6_form_is_called_as_ipv4()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("hello"));

        (await GetAsync(new FakeNames(), $"http://[::ffff:127.0.0.1]:{server.Port}/", Local)).ShouldBe("hello");
    }

    private static async Task<EgressRefusedException> RefusalAsync(FakeNames names, string url, EgressPolicy policy)
    {
        var failure = await Should.ThrowAsync<HttpRequestException>(() => GetAsync(names, url, policy));
        return EgressFailures.Refusal(failure).ShouldNotBeNull();
    }

    private static async Task<string> GetAsync(FakeNames names, string url, EgressPolicy policy)
    {
        using var client = new HttpClient(names.Handlers.ForUpstream(new Uri(url), policy));
        return await client.GetStringAsync(url);
    }
}
