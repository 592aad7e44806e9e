using System.Globalization;
using System.Net;
using Testing.Gateway;
using Testing.Upstream;

namespace Gateway.Tests.Hostile;

/// <summary>Callers who want to hold the gateway's memory, which is measured here: each is bounded.</summary>
public sealed class HostileMemoryTests(TestDatabase database) : IAsyncLifetime
{
    private readonly GatewayFixture _fixture = new(database) { OwnProcess = true };

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_body_of_200_MB_is_refused_and_leaves_the_memory_flat()
    {
        using var declared = await RawConnection.OpenAsync(_fixture.Gateway.Port);
        await declared.SendAsync(RawConnection.ChatHead(_fixture.Scenario.Key, "Content-Length: 209715200"));
        (await declared.ReadToEndAsync()).ShouldContain("request-too-large");
        var before = ResidentBytes();

        using var chunked = await RawConnection.OpenAsync(_fixture.Gateway.Port);
        await chunked.SendAsync(RawConnection.ChatHead(_fixture.Scenario.Key, "Transfer-Encoding: chunked"));
        var answer = await chunked.TrickleAsync(Chunk(1024 * 1024), TimeSpan.Zero, TimeSpan.FromSeconds(60));

        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("request-too-large");
        _fixture.Upstream.Chats.ShouldBeEmpty();
        // What fits under the limit of 64 MB was read into one growing buffer, which is the most it may have cost.
        (ResidentBytes() - before).ShouldBeLessThan(260_000_000);

        static string Chunk(int length) => $"{length.ToString("x", CultureInfo.InvariantCulture)}\r\n{new string(' ', length)}\r\n";
    }

    [Fact]
    public async Task Bodies_that_are_declared_and_never_sent_cost_next_to_nothing()
    {
        (await _fixture.Caller.ChatAsync(_fixture.Scenario.Model)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var before = ResidentBytes();
        var connections = new List<RawConnection>();
        for (var i = 0; i < 300; i++)
        {
            connections.Add(await RawConnection.OpenAsync(_fixture.Gateway.Port));
            await connections[^1].SendAsync(RawConnection.ChatHead(_fixture.Scenario.Key, "Content-Length: 60000000") + "{");
        }

        using var allowed = await _fixture.Caller.ChatAsync(_fixture.Scenario.Model);
        var cost = ResidentBytes() - before;
        connections.ForEach(c => c.Dispose());

        allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
        cost.ShouldBeLessThan(300 * 200_000L);
    }

    /// <summary>
    /// Streams that stand open and say nothing. CI opens 1,000; eng/idle-streams.sh as many as it is told, which takes two descriptors each
    /// here and in the gateway.
    /// </summary>
    [Fact]
    public async Task Idle_streams_cost_little_and_disturb_nobody()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("SIGNALBOX_IDLE_STREAMS") ?? "1000", CultureInfo.InvariantCulture);
        _fixture.Upstream.Remembers = false;
        _fixture.Upstream.WhenModel(GatewayScenario.UpstreamModel, new UpstreamBehavior { Ending = StreamEnding.Silent });
        var body = $$"""{"model":"{{_fixture.Scenario.Model}}","stream":true,"messages":[{"role":"user","content":"hi"}]}""";
        var request = RawConnection.ChatHead(_fixture.Scenario.Key, $"Content-Length: {body.Length}") + body;
        var streams = new List<RawConnection>();
        await OpenAsync(20);
        var before = ResidentBytes();

        await OpenAsync(count);
        var perStream = (ResidentBytes() - before) / count;
        var started = TimeProvider.System.GetTimestamp();
        using var models = await _fixture.Caller.GetAsync("v1/models");
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
                    var stream = await RawConnection.OpenAsync(_fixture.Gateway.Port);
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
        var line = File.ReadLines($"/proc/{_fixture.Gateway.Process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
