using Signalbox.Threading;

namespace Gateway.Tests.Threading;

/// <summary>Work that steps back.</summary>
public sealed class CourteousContextTests
{
    [Fact]
    public async Task Work_stays_on_the_thread_that_steps_back_whatever_it_waits_for()
    {
        var seen = new TaskCompletionSource<string?[]>(TaskCreationOptions.RunContinuationsAsynchronously);

        CourteousContext.Begin(static async done =>
        {
            var first = Thread.CurrentThread.Name;
            await Task.Delay(1);
            var second = Thread.CurrentThread.Name;
            await Task.Run(() => { });
            done.SetResult([first, second, await NestedAsync()]);
        }, seen);

        (await seen.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldAllBe(name => name == "courteous");
    }

    [Fact]
    public async Task What_fails_holds_up_nothing_else()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        CourteousContext.Begin(static async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("of no consequence");
        }, 0);
        CourteousContext.Begin(static done =>
        {
            done.SetResult();
            return Task.CompletedTask;
        }, seen);

        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<string?> NestedAsync()
    {
        await Task.Yield();
        return Thread.CurrentThread.Name;
    }
}
