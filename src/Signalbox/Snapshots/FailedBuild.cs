namespace Signalbox.Snapshots;

/// <summary>
/// A registry that could not be built from. Reading and compiling the same again fails again, at the cost of a whole core where the registry is
/// large: it is tried at growing intervals, in case what is at fault was not the registry.
/// </summary>
/// <param name="Version">The registry's version as the build began.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Since">When, as a timestamp of the clock.</param>
/// <param name="Pause">How long until the next try at the same version.</param>
internal sealed record FailedBuild(long Version, Exception Failure, long Since, TimeSpan Pause)
{
    /// <summary>The pause after the first failure at a version.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>The failure that follows <paramref name="last"/>, at that version or another one.</summary>
    public static FailedBuild After(FailedBuild? last, long version, Exception failure, TimeProvider time) => new(
        version, failure, time.GetTimestamp(),
        last?.Version == version ? TimeSpan.FromTicks(Math.Min(last.Pause.Ticks * 2, LongestPause.Ticks)) : FirstPause);

    /// <summary>Whether a registry of that version need not be tried yet.</summary>
    public bool Rests(long version, TimeProvider time) => Version == version && time.GetElapsedTime(Since) < Pause;
}
