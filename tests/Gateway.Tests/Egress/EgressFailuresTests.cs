using Signalbox.Egress;
using Testing.Net;

namespace Gateway.Tests.Egress;

/// <summary>Each failure is made for real, so that a change in the runtime's exceptions is noticed.</summary>
public abstract class EgressFailuresTests
{
    private static readonly EgressPolicy Local = new() { AllowPrivate = true, AllowHttp = true };

    [Fact]
    public async Task A_refused_connection_is_told_from_a_failed_one() =>
        (await FailureAsync("http://10.0.0.5/", EgressPolicy.Default)).ShouldBe(EgressFailure.Refused);

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_dns_failure() =>
        (await FailureAsync("https://nowhere.example/", Local)).ShouldBe(EgressFailure.DnsFailure);

    [Fact]
    public async Task A_port_where_nobody_listens_is_a_failed_connection() =>
        (await FailureAsync($"http://127.0.0.1:{FreePort.Next()}/", Local)).ShouldBe(EgressFailure.ConnectFailed);

    [Fact]
    public async Task A_handshake_that_never_ends_is_a_connect_timeout()
    {
        await using var server = RawServer.Silent();
        var hasty = Local with { ConnectTimeout = TimeSpan.FromMilliseconds(200) };

        (await FailureAsync($"https://127.0.0.1:{server.Port}/", hasty)).ShouldBe(EgressFailure.ConnectTimeout);
    }

    [Fact]
    public async Task A_name_that_never_resolves_is_a_connect_timeout()
    {
        var handlers = new EgressHandlers(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return [];
        });
        var hasty = Local with { ConnectTimeout = TimeSpan.FromMilliseconds(200) };

        (await FailureAsync("https://slow.example/", hasty, handlers)).ShouldBe(EgressFailure.ConnectTimeout);
    }

    [Fact]
    public async Task A_server_without_tls_is_a_tls_failure()
    {
        await using var server = RawServer.Greeting("HTTP/1.1 400 Bad Request\r\n\r\n");

        (await FailureAsync($"https://127.0.0.1:{server.Port}/", Local)).ShouldBe(EgressFailure.TlsFailed);
    }

    [Fact]
    public async Task A_connection_cut_before_the_answer_is_a_reset()
    {
        await using var server = RawServer.Resetting();

        (await FailureAsync(server.Url.ToString(), Local)).ShouldBe(EgressFailure.Reset);
    }

    [Fact]
    public async Task A_connection_closed_before_the_answer_is_a_reset()
    {
        await using var server = RawServer.Answering("");

        (await FailureAsync(server.Url.ToString(), Local)).ShouldBe(EgressFailure.Reset);
    }

    [Fact]
    public async Task A_body_shorter_than_announced_is_a_reset()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");

        (await FailureAsync(server.Url.ToString(), Local)).ShouldBe(EgressFailure.Reset);
    }

    [Fact]
    public async Task A_chunked_body_that_just_ends_is_a_reset()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");

        (await FailureAsync(server.Url.ToString(), Local)).ShouldBe(EgressFailure.Reset);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task What_is_not_http_is_an_invalid_answer(string bytes)
    {
        await using var server = RawServer.Answering(bytes);

        (await FailureAsync(server.Url.ToString(), Local)).ShouldBe(EgressFailure.InvalidResponse);
    }

    [Fact]
    public async Task Headers_beyond_our_bound_are_an_invalid_answer()
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nx-long: {new string('a', 100_000)}\r\n\r\n");

        (await FailureAsync(server.Url.ToString(), Local)).ShouldBe(EgressFailure.InvalidResponse);
    }

    [Fact]
    public async Task A_silent_server_is_a_timeout_and_not_a_connect_timeout()
    {
        await using var server = RawServer.Silent();
        using var client = new HttpClient(Handler(new FakeNames().Handlers, server.Url, Local))
        {
            Timeout = TimeSpan.FromMilliseconds(200),
        };

        var failure = await Record.ExceptionAsync(() => client.GetStringAsync(server.Url));

        EgressFailures.Classify(failure.ShouldNotBeNull()).ShouldBe(EgressFailure.Timeout);
    }

    [Fact]
    public async Task Giving_up_ourselves_is_no_failure_of_the_upstream()
    {
        await using var server = RawServer.Silent();
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        using var client = new HttpMessageInvoker(Handler(new FakeNames().Handlers, server.Url, Local));
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);

        var failure = await Record.ExceptionAsync(() => client.SendAsync(request, giveUp.Token));

        EgressFailures.Classify(failure.ShouldNotBeNull()).ShouldBe(EgressFailure.Canceled);
    }

    [Fact]
    public void A_fault_of_our_own_is_not_blamed_on_the_connection() =>
        EgressFailures.Classify(new InvalidOperationException("bug")).ShouldBe(EgressFailure.Unknown);

    [Fact]
    public void Only_failures_before_the_request_left_say_that_nothing_was_sent() =>
        Enum.GetValues<EgressFailure>().Where(f => f.NothingWasSent()).ShouldBe(
        [
            EgressFailure.Refused, EgressFailure.DnsFailure, EgressFailure.ConnectFailed,
            EgressFailure.ConnectTimeout, EgressFailure.TlsFailed,
        ]);

    private Task<EgressFailure> FailureAsync(string url, EgressPolicy policy) =>
        FailureAsync(url, policy, new FakeNames().Handlers);

    private async Task<EgressFailure> FailureAsync(string url, EgressPolicy policy, EgressHandlers handlers)
    {
        using var client = new HttpMessageInvoker(Handler(handlers, new Uri(url), policy));
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        // Not Should.ThrowAsync, which replaces a cancellation by one of its own.
        var failure = await Record.ExceptionAsync(async () =>
        {
            using var response = await client.SendAsync(request, CancellationToken.None);
            await response.Content.ReadAsByteArrayAsync();
        });
        return EgressFailures.Classify(failure.ShouldNotBeNull());
    }

    /// <summary>The handler whose failures are classified.</summary>
    private protected abstract HttpMessageHandler Handler(EgressHandlers handlers, Uri baseUrl, EgressPolicy policy);
}

/// <summary>Of the handler for calls.</summary>
public sealed class CallFailuresTests : EgressFailuresTests
{
    private protected override HttpMessageHandler Handler(EgressHandlers handlers, Uri baseUrl, EgressPolicy policy) => handlers.ForCalls(baseUrl, policy);
}

/// <summary>Of the handler for all else.</summary>
public sealed class UpstreamFailuresTests : EgressFailuresTests
{
    private protected override HttpMessageHandler Handler(EgressHandlers handlers, Uri baseUrl, EgressPolicy policy) => handlers.ForUpstream(baseUrl, policy);
}
