using System.Globalization;
using System.Net;
using Testing.Gateway;
using Testing.Upstream;

namespace Gateway.Tests.Hostile;

/// <summary>Callers who want to hold the gateway's memory or threads: each is bounded, and nobody else notices.</summary>
public sealed class HostileCallerTests(TestDatabase database) : IAsyncLifetime
{
    private FakeUpstream _upstream = null!;
    private GatewayProcess _gateway = null!;
    private GatewayScenario _scenario = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await database.CreateAsync() });
        _scenario = await GatewayScenario.CreateAsync(_gateway.Admin, _upstream);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_body_or_a_head_that_trickles_in_is_ended_while_others_are_served()
    {
        using var body = await RawConnection.OpenAsync(_gateway.Port);
        using var head = await RawConnection.OpenAsync(_gateway.Port);
        await body.SendAsync(RawConnection.ChatHead(_scenario.Key, "Content-Length: 100000"));
        await head.SendAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n");

        // 240 bytes a second are asked of a body after a grace of 5 s; a head has 15 s.
        var bodyEnds = body.TrickleAsync(" ", TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(25));
        var headEnds = head.TrickleAsync("X-A: b\r\n", TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(30));
        (await _gateway.Caller(_scenario.Key).ChatAsync(_scenario.Model)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var answer = await bodyEnds;
        answer.ShouldStartWith("HTTP/1.1 408");
        answer.ShouldContain("The request body came too slowly.");
        answer.ShouldContain("x-request-id");
        (await headEnds).ShouldStartWith("HTTP/1.1 408");
        _upstream.Chats.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_of_200_MB_is_refused_and_leaves_the_memory_flat()
    {
        using var declared = await RawConnection.OpenAsync(_gateway.Port);
        await declared.SendAsync(RawConnection.ChatHead(_scenario.Key, "Content-Length: 209715200"));
        (await declared.ReadToEndAsync()).ShouldContain("request-too-large");
        var before = ResidentBytes();

        using var chunked = await RawConnection.OpenAsync(_gateway.Port);
        await chunked.SendAsync(RawConnection.ChatHead(_scenario.Key, "Transfer-Encoding: chunked"));
        var answer = await chunked.TrickleAsync(Chunk(1024 * 1024), TimeSpan.Zero, TimeSpan.FromSeconds(60));

        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("request-too-large");
        _upstream.Chats.ShouldBeEmpty();
        // What fits under the limit of 64 MB was read into one growing buffer, which is the most it may have cost.
        (ResidentBytes() - before).ShouldBeLessThan(260_000_000);

        static string Chunk(int length) => $"{length.ToString("x", CultureInfo.InvariantCulture)}\r\n{new string(' ', length)}\r\n";
    }

    [Fact]
    public async Task Bodies_that_are_declared_and_never_sent_cost_next_to_nothing()
    {
        (await _gateway.Caller(_scenario.Key).ChatAsync(_scenario.Model)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var before = ResidentBytes();
        var connections = new List<RawConnection>();
        for (var i = 0; i < 300; i++)
        {
            connections.Add(await RawConnection.OpenAsync(_gateway.Port));
            await connections[^1].SendAsync(RawConnection.ChatHead(_scenario.Key, "Content-Length: 60000000") + "{");
        }

        using var allowed = await _gateway.Caller(_scenario.Key).ChatAsync(_scenario.Model);
        var cost = ResidentBytes() - before;
        connections.ForEach(c => c.Dispose());

        allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
        cost.ShouldBeLessThan(300 * 200_000L);
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
        using var connection = await RawConnection.OpenAsync(_gateway.Port);
        await connection.SendAsync(RawConnection.ChatHead(_scenario.Key, headers) + "{}");

        (await connection.ReadToEndAsync()).ShouldMatch("^HTTP/1.1 (400|413|501) ");
        _upstream.Chats.ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_many_or_too_large_headers_are_refused()
    {
        using var many = await RawConnection.OpenAsync(_gateway.Port);
        await many.SendAsync(RawConnection.ChatHead(_scenario.Key, string.Join("\r\n", Enumerable.Range(0, 200).Select(i => $"X-{i}: b"))));
        using var large = await RawConnection.OpenAsync(_gateway.Port);
        await large.SendAsync(RawConnection.ChatHead(_scenario.Key, $"X-Large: {new string('a', 60_000)}"));

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
        using var connection = await RawConnection.OpenAsync(_gateway.Port);
        var body = $$"""{"model":"{{name}}","messages":[{"role":"user","content":"hi"}]}""";
        await connection.SendAsync(RawConnection.ChatHead(_scenario.Key, $"Connection: close\r\nContent-Length: {body.Length}") + body);

        var answer = await connection.ReadToEndAsync();
        answer.ShouldMatch("^HTTP/1.1 40[04] ");
        answer.Split("\r\n\r\n")[0].ShouldNotContain("X-Injected");
        answer.ShouldContain("content-type: application/json", Case.Insensitive);
        _upstream.Chats.ShouldBeEmpty();
    }

    /// <summary>
    /// Streams that stand open and say nothing. CI opens 1,000; eng/idle-streams.sh as many as it is told, which takes two descriptors each
    /// here and in the gateway.
    /// </summary>
    [Fact]
    public async Task Idle_streams_cost_little_and_disturb_nobody()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("SIGNALBOX_IDLE_STREAMS") ?? "1000", CultureInfo.InvariantCulture);
        _upstream.Remembers = false;
        _upstream.WhenModel(GatewayScenario.UpstreamModel, new UpstreamBehavior { Ending = StreamEnding.Silent });
        var body = $$"""{"model":"{{_scenario.Model}}","stream":true,"messages":[{"role":"user","content":"hi"}]}""";
        var request = RawConnection.ChatHead(_scenario.Key, $"Content-Length: {body.Length}") + body;
        var streams = new List<RawConnection>();
        await OpenAsync(20);
        var before = ResidentBytes();

        await OpenAsync(count);
        var perStream = (ResidentBytes() - before) / count;
        var started = TimeProvider.System.GetTimestamp();
        using var models = await _gateway.Caller(_scenario.Key).GetAsync("v1/models");
        var took = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} idle streams: {perStream:N0} bytes each, {ResidentBytes() / 1e6:N0} MB in all; a call beside them took {took.TotalMilliseconds:N0} ms");
        streams.ForEach(s => s.Dispose());

        models.StatusCode.ShouldBe(HttpStatusCode.OK);
        perStream.ShouldBeLessThan(120_000);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(5));

        async Task OpenAsync(int more)
        {
            for (var done = 0; done < more; done += 100)
            {
                var opened = await Task.WhenAll(Enumerable.Range(0, Math.Min(100, more - done)).Select(async _ =>
                {
                    var stream = await RawConnection.OpenAsync(_gateway.Port);
                    await stream.SendAsync(request);
                    await stream.ReadUntilAsync("data: ");
                    return stream;
                }));
                streams.AddRange(opened);
            }
        }
    }

    private long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_gateway.Process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
