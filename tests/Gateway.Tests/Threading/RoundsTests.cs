using Signalbox.Threading;

namespace Gateway.Tests.Threading;

public sealed class RoundsTests
{
    [Fact]
    public async Task That_rounds_fail_is_told_once_and_once_that_they_succeed_again()
    {
        using var stopping = new CancellationTokenSource();
        var (round, told) = (0, new List<string>());

        await Rounds.RunAsync(_ => Task.CompletedTask, _ => (++round) switch
        {
            2 or 3 or 4 or 7 => throw new InvalidOperationException($"round {round}"),
            9 => stopping.CancelAsync(),
            _ => Task.CompletedTask,
        }, failure => told.Add(failure.Message), () => told.Add($"well in {round}"), stopping.Token);

        told.ShouldBe(["round 2", "well in 5", "round 7", "well in 8"]);
        round.ShouldBe(9);
    }

    [Fact]
    public async Task A_stop_in_a_pause_or_in_a_round_ends_them_without_a_word()
    {
        foreach (var inPause in new[] { true, false })
        {
            using var stopping = new CancellationTokenSource();
            var told = 0;

            var rounds = Rounds.RunAsync(
                stop => inPause ? Task.Delay(Timeout.Infinite, stop) : Task.CompletedTask, stop => Task.Delay(Timeout.Infinite, stop), _ => told++, () => told++, stopping.Token);
            await stopping.CancelAsync();
            await rounds.WaitAsync(TimeSpan.FromSeconds(10));

            told.ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_timeout_of_the_work_s_own_is_a_failure_and_no_stop()
    {
        using var stopping = new CancellationTokenSource();
        var told = new List<string>();

        await Rounds.RunAsync(_ => Task.CompletedTask, _ => told.Count == 0 ? throw new TaskCanceledException() : stopping.CancelAsync(),
            failure => told.Add(failure.GetType().Name), () => told.Add("well"), stopping.Token);

        told.ShouldBe(["TaskCanceledException", "well"]);
    }
}
