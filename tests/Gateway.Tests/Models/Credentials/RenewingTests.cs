using Signalbox.Models.Upstreams.Credentials;
using Testing.Time;

namespace Gateway.Tests.Models.Credentials;

/// <summary>When a token is fetched, and who waits for it.</summary>
public sealed class RenewingTests
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<(string, DateTimeOffset)>> _fetches = [];
    private readonly List<Exception> _failures = [];
    private readonly Renewing<string> _token;

    public RenewingTests() => _token = new Renewing<string>(FetchAsync, _failures.Add, _time);

    [Fact]
    public async Task Calls_that_come_together_wait_for_one_fetch()
    {
        var first = Get();
        var second = Get();
        (await FetchAsync(1)).SetResult(("token-1", _time.GetUtcNow() + Life));

        (await first, await second).ShouldBe(("token-1", "token-1"));
        Fetches.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_expires_and_no_call_waits_for_that()
    {
        await HaveTokenAsync();

        _time.Advance(Life * 0.79);
        (await Get()).ShouldBe("token-1");
        Fetches.ShouldBe(1);

        _time.Advance(Life * 0.02);
        var during = Get();
        during.IsCompletedSuccessfully.ShouldBeTrue("the old one is still good");
        (await during).ShouldBe("token-1");
        (await FetchAsync(2)).SetResult(("token-2", _time.GetUtcNow() + Life));
        (await Eventually.ValueAsync(Get, token => token == "token-2")).ShouldBe("token-2");
        Fetches.ShouldBe(2);
    }

    [Fact]
    public async Task While_renewal_fails_calls_go_on_until_the_token_is_over()
    {
        await HaveTokenAsync();
        _time.Advance(Life * 0.9);
        (await Get()).ShouldBe("token-1");
        (await FetchAsync(2)).SetException(new InvalidOperationException("away"));
        await Eventually.TrueAsync(() => _failures.Count == 1);

        (await Get()).ShouldBe("token-1");
        Fetches.ShouldBe(2, "a failed fetch is not repeated at once");
        _time.Advance(TimeSpan.FromSeconds(11));
        await Eventually.TrueAsync(async () => await Get() == "token-1" && Fetches >= 3);
        (await FetchAsync(3)).SetException(new InvalidOperationException("away"));
        await Eventually.TrueAsync(() => _failures.Count == 2);

        _time.Advance(Life * 0.1);
        var without = Get();
        // The third fetch tells of its failure before it is over, and who asks in between waits for it.
        await Eventually.TrueAsync(() => (without = Get()) is not null && Fetches == 4);
        (await FetchAsync(4)).SetException(new InvalidOperationException("away"));
        (await Should.ThrowAsync<InvalidOperationException>(without)).Message.ShouldBe("away");
    }

    [Fact]
    public async Task A_token_is_not_used_in_its_last_moments()
    {
        await HaveTokenAsync();
        _time.Advance(Life - TimeSpan.FromSeconds(29));

        var waiting = Get();
        (await FetchAsync(2)).SetResult(("token-2", _time.GetUtcNow() + Life));

        (await waiting).ShouldBe("token-2");
    }

    [Fact]
    public async Task Calls_fail_at_once_after_a_failed_fetch_and_a_second_later_it_is_tried_again()
    {
        var first = Get();
        (await FetchAsync(1)).SetException(new InvalidOperationException("away"));
        await Should.ThrowAsync<InvalidOperationException>(first);

        await Should.ThrowAsync<InvalidOperationException>(Get());
        Fetches.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(1));
        var again = Get();
        (await FetchAsync(2)).SetResult(("token-2", _time.GetUtcNow() + Life));
        (await again).ShouldBe("token-2");
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_stop_the_fetch_for_the_others()
    {
        using var leaves = new CancellationTokenSource();
        var left = _token.GetAsync(leaves.Token).AsTask();
        var stays = Get();
        await leaves.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(left);
        (await FetchAsync(1)).SetResult(("token-1", _time.GetUtcNow() + Life));
        (await stays).ShouldBe("token-1");
    }

    private int Fetches
    {
        get
        {
            lock (_fetches) return _fetches.Count;
        }
    }

    private async Task HaveTokenAsync()
    {
        var first = Get();
        (await FetchAsync(1)).SetResult(("token-1", _time.GetUtcNow() + Life));
        (await first).ShouldBe("token-1");
    }

    private Task<string> Get() => _token.GetAsync(CancellationToken.None).AsTask();

    /// <summary>The fetch of that number, once it has begun.</summary>
    private async Task<TaskCompletionSource<(string, DateTimeOffset)>> FetchAsync(int number)
    {
        await Eventually.TrueAsync(() => Fetches >= number);
        lock (_fetches) return _fetches[number - 1];
    }

    private Task<(string, DateTimeOffset)> FetchAsync(CancellationToken cancellation)
    {
        lock (_fetches)
        {
            var fetch = new TaskCompletionSource<(string, DateTimeOffset)>(TaskCreationOptions.RunContinuationsAsynchronously);
            _fetches.Add(fetch);
            return fetch.Task;
        }
    }
}
