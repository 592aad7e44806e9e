using System.Text;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

public sealed class StreamingTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly string[] Events =
    [
        "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],\"x\":1}\n\n",
        "data: {\"id\":\"1\",  \"choices\":[{\"index\":0,\"delta\":{\"content\":\"Guten Tag 北🚂\"}}]}\r\n\r\n",
        ": keep-alive\n\n",
        "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
        "data: [DONE]\n\n",
    ];

    [Fact]
    public async Task Events_come_down_byte_for_byte_wherever_they_were_split() // R52
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Events));
        foreach (var size in new[] { 1, 3, 7, 64, bytes.Length })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream([.. bytes.Chunk(size)]));
            using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);

            (await response.Content.ReadAsByteArrayAsync()).ShouldBe(bytes, $"pieces of {size}");
        }
    }

    [Fact]
    public async Task Each_event_arrives_when_it_was_sent()
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Chunks = 4, BetweenChunks = TimeSpan.FromMilliseconds(150) });

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeTrue();
        var content = read.Events.Where(e => e.Data?.Contains("\"content\":\"", StringComparison.Ordinal) == true).ToList();
        (content[^1].At - content[0].At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(250));
    }

    [Theory]
    [InlineData("\"images\":[{\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}}]", true)]
    [InlineData("\"thinking\":\"hm\"", true)]
    [InlineData("\"provider_specific_fields\":{\"citation\":\"x\"}", true)]
    [InlineData("\"content\":\"\",\"images\":[],\"extra\":null,\"more\":{}", false)]
    public async Task What_a_server_adds_to_a_delta_is_passed_on_at_once(string delta, bool isContent)
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(
            Encoding.UTF8.GetBytes($"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"role\":\"assistant\",{delta}}}}}]}}\n\n"),
            Encoding.UTF8.GetBytes(string.Concat(Events[1..]))) with { BetweenChunks = TimeSpan.FromMilliseconds(600) });

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        var waited = read.Events[1].At - read.Events[0].At > TimeSpan.FromMilliseconds(300);
        waited.ShouldBe(isContent);
    }

    [Fact]
    public async Task Waiting_for_a_stream_that_says_nothing_is_not_the_gateway_s_time()
    {
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(Events[0]), Encoding.UTF8.GetBytes(Events[3] + Events[4])) with { BetweenChunks = TimeSpan.FromMilliseconds(900) });

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);
        (await response.ReadStreamAsync()).IsDone.ShouldBeTrue();

        var record = await fixture.RecordAsync(response);
        ((double)record["latency_ms"]!).ShouldBeGreaterThan(800);
        ((long)record["overhead_us"]!).ShouldBeLessThan(500_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiting_for_a_body_that_stalls_is_not_the_gateway_s_time(bool stream)
    {
        var model = await fixture.ModelAtAsync(new { timeouts = new { idle_ms = 900 }, retries = 0 });
        fixture.Upstream.Enqueue(stream
            ? UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(Events[0]), [32]) with { BetweenChunks = TimeSpan.FromSeconds(20) }
            : UpstreamBehavior.Exact("{}") with { Body = ["{"u8.ToArray(), "}"u8.ToArray()], BetweenChunks = TimeSpan.FromSeconds(20) });

        using var response = await fixture.Caller.ChatAsync(model, stream: stream);
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var record = await fixture.RecordAsync(response);
        ((double)record["latency_ms"]!).ShouldBeGreaterThan(800);
        ((long)record["overhead_us"]!).ShouldBeLessThan(500_000);
    }

    [Fact]
    public async Task A_count_that_no_call_can_have_does_not_spoil_the_sums()
    {
        for (var i = 0; i < 2; i++)
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.Exact(
                """{"choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9000000000000000000,"completion_tokens":9000000000000000000}}"""));
            using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);
            ((long)(await fixture.RecordAsync(response))["tokens_input"]!).ShouldBe(1_000_000_000);
        }

        (await fixture.Admin.GetAsync("overview")).Succeeded();
    }

    [Fact]
    public async Task Usage_is_metered_and_hidden_from_a_caller_that_did_not_ask() // R33
    {
        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        fixture.Upstream.Chats[^1].AsksForUsage.ShouldBeTrue();
        read.Data.ShouldAllBe(d => !d.Contains("usage", StringComparison.Ordinal));
        read.IsDone.ShouldBeTrue();
        var record = await fixture.RecordAsync(response);
        ((long)record["tokens_input"]!, (long)record["tokens_output"]!).ShouldBe((20L, 10L));
        ((bool)record["stream"]!).ShouldBeTrue();
        ((double)record["ttft_ms"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Usage_is_passed_on_to_a_caller_that_asked() // R32, R36
    {
        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true, usage: true);
        var read = await response.ReadStreamAsync();

        ((long)read.Usage!["prompt_tokens"]!).ShouldBe(20);
        read.Chunks[^1]["choices"]!.AsArray().ShouldBeEmpty();
        read.Chunks.SkipLast(1).ShouldAllBe(c => c.AsObject().ContainsKey("usage") && c["usage"] == null);
    }

    [Theory]
    [InlineData(StreamEnding.WithoutFinish)]
    [InlineData(StreamEnding.Truncated)]
    [InlineData(StreamEnding.Reset)]
    [InlineData(StreamEnding.ErrorEvent)]
    public async Task A_stream_that_breaks_ends_in_an_error_and_never_in_done(StreamEnding ending) // R41
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = ending });

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeFalse();
        ((string?)read.Error.ShouldNotBeNull()["code"]).ShouldBe("upstream-error");
        read.Text.ShouldNotBeEmpty();
        ((string?)(await fixture.RecordAsync(response))["status"]).ShouldBe("error");
    }

    [Fact]
    public async Task A_stream_that_falls_silent_ends_in_an_error_after_the_idle_timeout() // R53
    {
        var model = await fixture.ModelAtAsync(new { timeouts = new { idle_ms = 300 } });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { Ending = StreamEnding.Silent });

        using var response = await fixture.Caller.ChatAsync(model, stream: true);
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeFalse();
        ((string?)read.Error!["code"]).ShouldBe("upstream-timeout");
    }

    [Fact]
    public async Task A_finished_stream_without_done_ends_well() // R42
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.WithoutDone });

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeTrue();
        read.Error.ShouldBeNull();
    }

    [Fact]
    public async Task An_error_before_the_first_chunk_fails_over() // R48, R49
    {
        var model = await fixture.ModelAtAsync(new { retries = 0 });
        fixture.Upstream.WhenModel(model, UpstreamBehavior.ExactStream("event: error\ndata: {\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"u8.ToArray()));
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, members = new[] { new { model }, new { model = fixture.Scenario.Model } } });
        await fixture.GrantAsync(group);

        using var response = await fixture.Caller.ChatAsync(group, stream: true);
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeTrue();
        read.Error.ShouldBeNull();
        response.Headers.GetValues("x-signalbox-deployment").Single().ShouldBe("upstream/gpt-4o-mini");
    }

    [Fact]
    public async Task An_upstream_that_rejects_stream_options_is_called_again_without() // R34
    {
        var model = await fixture.ModelAtAsync(new { });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { RejectStreamOptions = true });

        using var first = await fixture.Caller.ChatAsync(model, stream: true);
        (await first.ReadStreamAsync()).IsDone.ShouldBeTrue();
        using var second = await fixture.Caller.ChatAsync(model, stream: true);
        (await second.ReadStreamAsync()).IsDone.ShouldBeTrue();

        // The first call learns it; the second does not ask again.
        fixture.Upstream.Chats.Count(c => c.Model == model).ShouldBe(3);
    }

    [Fact]
    public async Task The_caller_s_disconnect_cancels_a_stream_at_once_and_is_recorded() // R28, R74
    {
        var model = await fixture.ModelAtAsync(new { });
        fixture.Upstream.WhenModel(model, new UpstreamBehavior { Chunks = 200, BetweenChunks = TimeSpan.FromMilliseconds(50) });
        using var leaving = new CancellationTokenSource();
        var response = await fixture.Caller.ChatAsync(model, stream: true, cancellationToken: leaving.Token);
        var requestId = response.Headers.GetValues("x-request-id").Single();

        response.Dispose();

        await fixture.Upstream.Chats.First(c => c.Model == model).WhenAborted.WaitAsync(TimeSpan.FromSeconds(3));
        ((string?)(await fixture.RecordAsync(requestId))["status"]).ShouldBe("disconnected");
    }

    [Fact]
    public async Task Azure_s_first_chunk_without_choices_passes_and_is_no_first_token() // R37
    {
        fixture.Upstream.Enqueue(new UpstreamBehavior { Style = UpstreamStyle.Azure });

        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model, stream: true);
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeTrue();
        read.Data[0].ShouldContain("prompt_filter_results");
    }
}
