using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Testing.Time;

/// <summary>Waits for something that happens in another process or thread, by looking again and again.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within the time; names the condition.</exception>
    public static Task TrueAsync(
        Func<bool> condition,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), within, what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, TimeSpan?, string)" />
    public static Task TrueAsync(
        Func<Task<bool>> condition,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        ValueAsync(condition, holds => holds, within, what);

    /// <summary>Waits until a value is as wanted, and returns it.</summary>
    /// <param name="read">Reads the value; an exception counts as "not yet" and is shown when time is up.</param>
    /// <param name="wanted">Whether the value will do.</param>
    /// <param name="within">How long to wait; 10 seconds when left out.</param>
    /// <param name="what">The expression, for the failure's text.</param>
    /// <exception cref="TimeoutException">It was not as wanted within the time; shows the last value.</exception>
    public static async Task<T> ValueAsync<T>(
        Func<Task<T>> read,
        Func<T, bool> wanted,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(read))] string what = "")
    {
        var limit = within ?? TimeSpan.FromSeconds(10);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            T? last = default;
            Exception? fault = null;
            try
            {
                last = await read();
                if (wanted(last))
                    return last;
            }
            catch (Exception e)
            {
                fault = e;
            }

            if (clock.Elapsed >= limit)
                throw new TimeoutException(
                    $"Not as wanted within {limit.TotalSeconds:0.#} s: {what}; last seen: {fault?.Message ?? last?.ToString() ?? "null"}",
                    fault);
            await Task.Delay(Interval);
        }
    }
}
