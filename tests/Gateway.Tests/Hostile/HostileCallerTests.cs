using System.Net;

namespace Gateway.Tests.Hostile;

/// <summary>Callers who want to hold the gateway's threads or to confuse it: each is refused or bounded, and nobody else notices.</summary>
public sealed class HostileCallerTests(TestDatabase database) : IAsyncLifetime
{
    private readonly GatewayFixture _fixture = new(database);

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_body_or_a_head_that_trickles_in_is_ended_while_others_are_served()
    {
        using var body = await RawConnection.OpenAsync(_fixture.Gateway.Port);
        using var head = await RawConnection.OpenAsync(_fixture.Gateway.Port);
        await body.SendAsync(RawConnection.ChatHead(_fixture.Scenario.Key, "Content-Length: 100000"));
        await head.SendAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n");

        // 240 bytes a second are asked of a body after a grace of 5 s; a head has 15 s.
        var bodyEnds = body.TrickleAsync(" ", TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(25));
        var headEnds = head.TrickleAsync("X-A: b\r\n", TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(30));
        (await _fixture.Caller.ChatAsync(_fixture.Scenario.Model)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var answer = await bodyEnds;
        answer.ShouldStartWith("HTTP/1.1 408");
        answer.ShouldContain("The request body came too slowly.");
        answer.ShouldContain("x-request-id");
        (await headEnds).ShouldStartWith("HTTP/1.1 408");
        _fixture.Upstream.Chats.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Content-Length: 10\r\nContent-Length: 11")]
    [InlineData("Content-Length: 10\r\nTransfer-Encoding: chunked")]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Transfer-Encoding: gzip")]
    [InlineData("X-A: b\r\n X-Folded: c\r\nContent-Length: 2")]
    [InlineData("X-A : b\r\nContent-Length: 2")]
    [InlineData("X-Null: a\0b\r\nContent-Length: 2")]
    public async Task A_head_that_two_servers_could_read_differently_is_refused(string headers)
    {
        using var connection = await RawConnection.OpenAsync(_fixture.Gateway.Port);
        await connection.SendAsync(RawConnection.ChatHead(_fixture.Scenario.Key, headers) + "{}");

        (await connection.ReadToEndAsync()).ShouldMatch("^HTTP/1.1 (400|413|501) ");
        _fixture.Upstream.Chats.ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_many_or_too_large_headers_are_refused()
    {
        using var many = await RawConnection.OpenAsync(_fixture.Gateway.Port);
        await many.SendAsync(RawConnection.ChatHead(_fixture.Scenario.Key, string.Join("\r\n", Enumerable.Range(0, 200).Select(i => $"X-{i}: b"))));
        using var large = await RawConnection.OpenAsync(_fixture.Gateway.Port);
        await large.SendAsync(RawConnection.ChatHead(_fixture.Scenario.Key, $"X-Large: {new string('a', 60_000)}"));

        (await many.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 431");
        (await large.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 431");
    }

    [Theory]
    [InlineData("a\\r\\nX-Injected: yes")]
    [InlineData("\\u0000\\u001b[31m")]
    [InlineData("../../../etc/passwd")]
    [InlineData("\\ud800")]
    [InlineData("${jndi:ldap://127.0.0.1/a}")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_model_s_name_of_any_kind_is_a_404_and_injects_nothing(string name)
    {
        using var connection = await RawConnection.OpenAsync(_fixture.Gateway.Port);
        var body = $$"""{"model":"{{name}}","messages":[{"role":"user","content":"hi"}]}""";
        await connection.SendAsync(RawConnection.ChatHead(_fixture.Scenario.Key, $"Connection: close\r\nContent-Length: {body.Length}") + body);

        var answer = await connection.ReadToEndAsync();
        answer.ShouldMatch("^HTTP/1.1 40[04] ");
        answer.Split("\r\n\r\n")[0].ShouldNotContain("X-Injected");
        answer.ShouldContain("content-type: application/json", Case.Insensitive);
        _fixture.Upstream.Chats.ShouldBeEmpty();
    }
}
