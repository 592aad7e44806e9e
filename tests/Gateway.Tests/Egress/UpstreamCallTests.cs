using System.Net;
using System.Net.Http.Json;
using Signalbox.Egress;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.Egress;

/// <summary>
/// A handler for upstreams against an upstream that speaks the chat protocol: what arrives, what the failures
/// look like, and that leaving a call ends it at the upstream.
/// </summary>
public abstract class UpstreamCallTests : IAsyncLifetime
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(3);

    private FakeUpstream _upstream = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        var policy = new EgressPolicy { AllowPrivate = true, AllowHttp = true };
        _client = new HttpClient(Handler(new FakeNames().Handlers, new Uri(_upstream.BaseUrl), policy));
    }

    /// <summary>The handler that is looked at.</summary>
    private protected abstract HttpMessageHandler Handler(EgressHandlers handlers, Uri baseUrl, EgressPolicy policy);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_that_asks_for_usage_gets_it_last_and_null_before_R36()
    {
        using var response = await SendAsync(Chat(stream: true, usage: true));
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeTrue();
        read.Break.ShouldBeNull();
        read.Text.ShouldBe(_upstream.Default.Text);
        read.Chunks[^1]["choices"]!.AsArray().ShouldBeEmpty();
        ((int?)read.Chunks[^1]["usage"]!["prompt_tokens"]).ShouldBe(20);
        read.Chunks.SkipLast(1).ShouldAllBe(c => c.AsObject().ContainsKey("usage") && c["usage"] == null);
    }

    [Fact]
    public async Task A_stream_that_does_not_ask_for_usage_hears_nothing_of_it()
    {
        using var response = await SendAsync(Chat(stream: true));
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeTrue();
        read.Chunks.ShouldAllBe(c => !c.AsObject().ContainsKey("usage"));
    }

    [Fact]
    public async Task The_tail_of_vllm_has_usage_after_the_finish_reason_R33()
    {
        _upstream.Enqueue(new UpstreamBehavior { Style = UpstreamStyle.Vllm });

        using var response = await SendAsync(Chat(stream: true, usage: true));
        var read = await response.ReadStreamAsync();

        ((string?)read.Chunks[^2]["choices"]![0]!["finish_reason"]).ShouldBe("stop");
        read.Chunks[^2].AsObject().ContainsKey("usage").ShouldBeFalse();
        read.Chunks[^1]["usage"].ShouldNotBeNull();
    }

    [Fact]
    public async Task The_first_chunk_of_azure_has_no_choices_R37()
    {
        _upstream.Enqueue(new UpstreamBehavior { Style = UpstreamStyle.Azure });

        using var response = await SendAsync(Chat(stream: true));
        var read = await response.ReadStreamAsync();

        read.Chunks[0]["choices"]!.AsArray().ShouldBeEmpty();
        read.Chunks[0]["prompt_filter_results"].ShouldNotBeNull();
        read.Text.ShouldBe(_upstream.Default.Text);
    }

    [Fact]
    public async Task A_completion_reports_usage_unasked()
    {
        using var response = await SendAsync(Chat());
        var completion = await response.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>();

        ((int?)completion!["usage"]!["total_tokens"]).ShouldBe(30);
        _upstream.Chats.ShouldHaveSingleItem().Headers["Authorization"].ShouldBe("Bearer sk-test");
    }

    [Fact]
    public async Task An_upstream_may_reject_stream_options_R34()
    {
        _upstream.Enqueue(new UpstreamBehavior { RejectStreamOptions = true });

        using var response = await SendAsync(Chat(stream: true, usage: true));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(StreamEnding.Truncated)]
    [InlineData(StreamEnding.Reset)]
    public async Task A_broken_stream_is_told_from_one_that_ended(StreamEnding ending)
    {
        _upstream.Enqueue(new UpstreamBehavior { Ending = ending });

        using var response = await SendAsync(Chat(stream: true));
        var read = await response.ReadStreamAsync();

        read.IsDone.ShouldBeFalse();
        EgressFailures.Classify(read.Break.ShouldNotBeNull()).ShouldBe(EgressFailure.Reset);
        _upstream.Chats[0].Aborted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(StreamEnding.WithoutDone)]
    [InlineData(StreamEnding.WithoutFinish)]
    [InlineData(StreamEnding.ErrorEvent)]
    public async Task A_stream_may_end_properly_and_yet_not_be_done(StreamEnding ending)
    {
        _upstream.Enqueue(new UpstreamBehavior { Ending = ending });

        using var response = await SendAsync(Chat(stream: true));
        var read = await response.ReadStreamAsync();

        read.Break.ShouldBeNull();
        read.IsDone.ShouldBeFalse();
        (read.Error is not null).ShouldBe(ending == StreamEnding.ErrorEvent);
    }

    [Theory]
    [InlineData(StreamEnding.Silent)]
    [InlineData(StreamEnding.OpenWithoutDone)]
    [InlineData(StreamEnding.OpenWithHeartbeats)]
    public async Task Canceling_a_stream_ends_it_at_the_upstream_at_once_R74(StreamEnding ending)
    {
        _upstream.Enqueue(new UpstreamBehavior { Ending = ending });
        using var leave = new CancellationTokenSource();
        using var response = await SendAsync(Chat(stream: true));
        var reading = response.ReadStreamAsync(leave.Token);
        var seen = await _upstream.ChatAsync();

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        await seen.WhenAborted.WaitAsync(Promptly);
    }

    [Fact]
    public async Task Canceling_before_the_headers_ends_the_call_at_the_upstream_at_once_R74()
    {
        _upstream.Enqueue(new UpstreamBehavior { NeverAnswer = true });
        using var leave = new CancellationTokenSource();
        var sending = SendAsync(Chat(), leave.Token);
        var seen = await _upstream.ChatAsync();

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        await seen.WhenAborted.WaitAsync(Promptly);
    }

    [Fact]
    public async Task Putting_a_stream_down_unread_ends_it_at_the_upstream()
    {
        _upstream.Enqueue(new UpstreamBehavior { Chunks = 100_000, BetweenChunks = TimeSpan.FromMilliseconds(20) });

        (await SendAsync(Chat(stream: true))).Dispose();

        await (await _upstream.ChatAsync()).WhenAborted.WaitAsync(Promptly);
    }

    [Fact]
    public async Task Exact_bytes_arrive_exactly()
    {
        byte[][] pieces = [[0x64, 0x61, 0x74, 0x61, 0x3A, 0x20, 0xE5], [0x8C, 0x97, 0x0A, 0x0A]];
        _upstream.Enqueue(UpstreamBehavior.ExactStream(pieces) with { BetweenChunks = TimeSpan.FromMilliseconds(20) });

        using var response = await SendAsync(Chat(stream: true));

        (await response.Content.ReadAsByteArrayAsync()).ShouldBe([.. pieces.SelectMany(p => p)]);
    }

    [Fact]
    public async Task A_scripted_refusal_comes_as_it_was_written()
    {
        _upstream.Enqueue(UpstreamBehavior.OpenAIError(429, "rate_limit_exceeded", retryAfter: "7"));

        using var response = await SendAsync(Chat());

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        (await response.Content.ReadAsStringAsync()).ShouldContain("rate_limit_exceeded");
    }

    [Fact]
    public async Task A_finished_stream_leaves_its_connection_to_the_next_call()
    {
        for (var i = 0; i < 3; i++)
        {
            using var response = await SendAsync(Chat(stream: true));
            (await response.ReadStreamAsync()).IsDone.ShouldBeTrue();
        }

        _upstream.Chats.Select(c => c.Connection).Distinct().ShouldHaveSingleItem();
    }

    private static object Chat(bool stream = false, bool usage = false)
    {
        var messages = new[] { new { role = "user", content = "Hello" } };
        return usage
            ? new { model = "gpt-4o-mini", messages, stream, stream_options = new { include_usage = true } }
            : new { model = "gpt-4o-mini", messages, stream };
    }

    private async Task<HttpResponseMessage> SendAsync(object body, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_upstream.BaseUrl}/chat/completions");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer sk-test");
        request.Content = JsonContent.Create(body);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}

/// <summary>The one for calls.</summary>
public sealed class CallHandlerTests : UpstreamCallTests
{
    private protected override HttpMessageHandler Handler(EgressHandlers handlers, Uri baseUrl, EgressPolicy policy) => handlers.ForCalls(baseUrl, policy);
}

/// <summary>The one for all else.</summary>
public sealed class UpstreamHandlerTests : UpstreamCallTests
{
    private protected override HttpMessageHandler Handler(EgressHandlers handlers, Uri baseUrl, EgressPolicy policy) => handlers.ForUpstream(baseUrl, policy);
}
