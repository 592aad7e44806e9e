using System.Text;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>
/// What an upstream sends before the first content of its answer is held back, so that one that fails then can still be replaced (R48, R49). What is released
/// is what the upstream sent.
/// </summary>
public sealed class CommitPointTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Role = "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";

    // R37
    private const string Filters = "data: {\"id\":\"\",\"choices\":[],\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{\"prompt_index\":0}]}\n\n";
    private const string ChatError = "data: {\"error\":{\"type\":\"overloaded_error\"}}\n\n";

    private const string Created =
        "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\"}}\n\n"
        + "event: response.output_item.added\ndata: {\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"type\":\"message\",\"content\":[]}}\n\n";

    private const string ResponsesError = "event: error\ndata: {\"type\":\"error\",\"code\":\"server_is_overloaded\",\"message\":\"m\"}\n\n";

    private const string Started =
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n"
        + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";

    private const string MessagesError = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n";

    [Theory]
    [InlineData(Ask.Chat, "openai_compatible", Filters + Role + ChatError)]
    [InlineData(Ask.Responses, "openai", Created + ResponsesError)]
    [InlineData(Ask.Messages, "anthropic", Started + MessagesError)]
    public async Task A_failure_before_the_first_content_moves_on_wherever_its_bytes_were_split(string path, string kind, string stream)
    {
        var (group, busy) = await GroupAsync(kind);
        var bytes = Encoding.UTF8.GetBytes(stream);
        var queue = new Queue<int>(Enumerable.Range(1, bytes.Length - 1));
        // Several at a time, since each split is a call of its own.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (true)
            {
                int split;
                lock (queue)
                    if (!queue.TryDequeue(out split)) return;
                fixture.Upstream.When(r => r.Model == busy && r.Text.Contains($"split-{split}-", StringComparison.Ordinal), UpstreamBehavior.ExactStream(bytes[..split], bytes[split..]));
                using var response = await fixture.Caller.PostAsync(path, Ask.Body(path, group, stream: true, more: $",\"metadata\":{{\"user_id\":\"split-{split}-\"}}"));
                var read = await response.ReadStreamAsync();

                Ask.TextOf(path, read).ShouldBe("Hello from the fake upstream.", $"split at {split}");
                response.Headers.GetValues("x-signalbox-route-reason").Single().ShouldBe("failover");
                read.Data.ShouldNotContain(data => data.Contains("overloaded", StringComparison.Ordinal));
            }
        }));
    }

    [Fact]
    public async Task A_stream_that_ends_before_its_first_content_moves_on()
    {
        var (group, busy) = await GroupAsync("openai_compatible");
        fixture.Upstream.WhenModel(busy, UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(Filters + Role)));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, group, stream: true));
        var read = await response.ReadStreamAsync();

        (read.Text, read.IsDone).ShouldBe(("Hello from the fake upstream.", true));
        read.Data.ShouldNotContain(data => data.Contains("prompt_filter_results", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_held_back_goes_on_unchanged_and_in_order()
    {
        var model = await fixture.ModelAtAsync(new { });
        var bytes = Encoding.UTF8.GetBytes(Filters + Role + ": working\n\n" + Role
            + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"北🚂\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        foreach (var size in new[] { 1, 5, 64, bytes.Length })
        {
            fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream([.. bytes.Chunk(size)]));
            using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, model, stream: true));

            (await response.Content.ReadAsByteArrayAsync()).ShouldBe(bytes, $"pieces of {size}");
        }
    }

    [Fact]
    public async Task An_answer_without_content_is_an_answer()
    {
        var model = await fixture.ModelAtAsync(new { });
        var bytes = Encoding.UTF8.GetBytes(Role + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        fixture.Upstream.Enqueue(UpstreamBehavior.ExactStream(bytes));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, model, stream: true));

        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
    }

    [Theory]
    [InlineData(17, 10)]
    [InlineData(2, 300_000)]
    public async Task More_than_the_bound_is_not_held_back(int events, int size)
    {
        var (group, busy) = await GroupAsync("openai_compatible");
        var nothing = $"data: {{\"choices\":[],\"x\":\"{new string('x', size)}\"}}\n\n";
        fixture.Upstream.WhenModel(busy, UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(nothing, events)) + ChatError)));

        using var response = await fixture.Caller.PostAsync(Ask.Chat, Ask.Body(Ask.Chat, group, stream: true));
        var read = await response.ReadStreamAsync();

        read.Chunks.Count.ShouldBe(events + 1);
        Ask.ErrorOf(Ask.Chat, read).Kind.ShouldBe("server_is_overloaded");
        response.Headers.GetValues("x-signalbox-attempts").Single().ShouldBe("1");
    }

    [Theory]
    [InlineData(Ask.Chat, "openai_compatible")]
    [InlineData(Ask.Messages, "anthropic")]
    [InlineData(Ask.Chat, "anthropic")]
    public async Task A_failure_in_the_midst_of_the_answer_is_told_and_not_answered_anew(string path, string kind) // R50: the policy is an error
    {
        var (group, busy) = await GroupAsync(kind);
        fixture.Upstream.WhenModel(busy, new UpstreamBehavior { Ending = StreamEnding.ErrorEvent });

        using var response = await fixture.Caller.PostAsync(path, Ask.Body(path, group, stream: true));
        var read = await response.ReadStreamAsync();

        Ask.TextOf(path, read).ShouldBe("Hello from the fake upstream.");
        Ask.ErrorOf(path, read).Kind.ShouldNotBeNull();
        ((int)(await fixture.RecordAsync(response))["attempts"]!).ShouldBe(1);
    }

    /// <summary>A group whose first member is busy, both of one kind.</summary>
    private async Task<(string Group, string Busy)> GroupAsync(string kind)
    {
        var busy = await fixture.ModelAtAsync(new { kind, retries = 0, health = new { enabled = false } });
        var free = await fixture.ModelAtAsync(new { kind, retries = 0 });
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model = busy }, new { model = free } } });
        await fixture.GrantAsync(group);
        return (group, busy);
    }
}
