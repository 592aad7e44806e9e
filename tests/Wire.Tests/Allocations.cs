namespace Wire.Tests;

/// <summary>Measures what a piece of code allocates once the runtime has settled it.</summary>
internal static class Allocations
{
    /// <summary>
    /// Bytes per call, least of several rounds: the first rounds run code that the runtime has not optimized yet, which
    /// boxes in generic methods and may be replaced in the middle of a round.
    /// </summary>
    public static double PerCall(Action action)
    {
        var least = double.MaxValue;
        for (var round = 0; round < 200 && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
                action();
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / 100.0);
        }

        return least;
    }
}
