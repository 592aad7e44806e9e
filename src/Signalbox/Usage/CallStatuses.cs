namespace Signalbox.Usage;

/// <summary>The names of <see cref="CallStatus"/> in the API.</summary>
internal static class CallStatuses
{
    private static readonly string[] Names = ["success", "refused", "error", "disconnected", "interrupted"];

    /// <summary>All names, in the order of the numbers.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of a status; "other" for one that a later version wrote into a shared database.</summary>
    public static string Name(CallStatus status) => (int)status < Names.Length ? Names[(int)status] : "other";

    /// <summary>The status of that name, or null.</summary>
    public static CallStatus? Parse(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (CallStatus)index : null;
}
