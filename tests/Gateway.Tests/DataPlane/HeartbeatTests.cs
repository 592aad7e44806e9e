using System.Net;
using Testing.Gateway;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>A caller of a stream hears something while the upstream is silent (R51).</summary>
public sealed class HeartbeatTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3.5);
    private FakeUpstream _upstream = null!;
    private GatewayProcess _gateway = null!;
    private GatewayScenario _scenario = null!;

    private CallerClient Caller => _gateway.Caller(_scenario.Key);

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync(), Configuration = "server: { keep_alive_seconds: 1 }" });
        _scenario = await GatewayScenario.CreateAsync(_gateway.Admin, _upstream);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Comments_come_before_the_upstream_s_head_and_the_answer_follows_whole()
    {
        _upstream.Enqueue(new UpstreamBehavior { BeforeHeaders = Silence });

        using var response = await Caller.ChatAsync(_scenario.Model, stream: true, usage: true);
        var read = await response.ReadStreamAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.Events.TakeWhile(e => e.Comment is not null).Count().ShouldBeGreaterThanOrEqualTo(2);
        (read.Text, read.IsDone).ShouldBe(("Hello from the fake upstream.", true));
    }

    [Fact]
    public async Task Comments_come_between_the_events_of_a_stream_that_pauses()
    {
        _upstream.Enqueue(new UpstreamBehavior { Chunks = 2, BetweenChunks = Silence });

        using var response = await Caller.ChatAsync(_scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        var kinds = string.Concat(read.Events.Select(e => e.Comment is null ? 'e' : 'c'));
        kinds.ShouldMatch("^c*e+c+e+c+e");
        (read.Text, read.IsDone).ShouldBe(("Hello from the fake upstream.", true));
    }

    [Fact]
    public async Task Comments_come_while_an_upstream_that_has_begun_sends_nothing_but_signs_of_life()
    {
        byte[][] signs = [.. Enumerable.Repeat(": working\n\n"u8.ToArray(), 14)];
        _upstream.Enqueue(UpstreamBehavior.ExactStream(
            [
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"u8.ToArray(), .. signs,
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8.ToArray(),
            ]) with { BetweenChunks = Silence / 14 });

        using var response = await Caller.ChatAsync(_scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        read.Events.TakeWhile(e => e.Comment is not null).Count(e => e.Comment == "keep-alive").ShouldBeGreaterThanOrEqualTo(2);
        (read.Text, read.IsDone).ShouldBe(("hi", true));
    }

    [Fact]
    public async Task An_error_after_heartbeats_is_told_inside_the_stream_and_another_attempt_is_still_made()
    {
        _upstream.Enqueue(
            UpstreamBehavior.OpenAIError(503, "overloaded") with { BeforeHeaders = Silence },
            UpstreamBehavior.OpenAIError(400, "bad") with { BeforeHeaders = TimeSpan.Zero });

        using var response = await Caller.ChatAsync(_scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _upstream.Chats.Count.ShouldBe(2);
        read.Error.ShouldNotBeNull();
        read.IsDone.ShouldBeFalse();
    }

    [Fact]
    public async Task A_document_that_comes_after_heartbeats_is_an_error_in_the_stream()
    {
        _upstream.Enqueue(UpstreamBehavior.Exact("""{"id":"x","object":"chat.completion","choices":[]}""") with { BeforeHeaders = Silence });

        using var response = await Caller.ChatAsync(_scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        ((string?)read.Error?["message"]).ShouldNotBeNull().ShouldContain("without a stream");
    }

    [Fact]
    public async Task A_caller_that_wants_a_document_hears_nothing_before_it()
    {
        _upstream.Enqueue(new UpstreamBehavior { BeforeHeaders = Silence });

        using var response = await Caller.ChatAsync(_scenario.Model);

        (await response.Content.ReadAsStringAsync()).ShouldStartWith("{");
    }
}
