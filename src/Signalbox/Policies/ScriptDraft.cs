namespace Signalbox.Policies;

/// <summary>A version of a script.</summary>
internal sealed record ScriptDraft
{
    /// <summary>TypeScript that exports a function as its default: route(request, members), which returns the members in order. At most 65,536 characters.</summary>
    public string? Source { get; set; }

    /// <summary>Milliseconds that a run may take, 1 to 200.</summary>
    public int TimeoutMs { get; set; } = 20;

    /// <summary>MiB that a run may allocate, 1 to 64.</summary>
    public int MemoryMb { get; set; } = 4;
}
