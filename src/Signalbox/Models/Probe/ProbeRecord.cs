namespace Signalbox.Models.Probe;

/// <summary>Collects the steps of one probe and measures them.</summary>
internal sealed class ProbeRecord(TimeProvider time)
{
    private readonly List<ProbeStep> _steps = [];

    /// <summary>Whether a step has failed, so that the rest cannot be tried.</summary>
    public bool HasFailed => _steps.Any(step => step.Ok == false);

    /// <summary>Runs a step and records what it found.</summary>
    /// <returns>False when it failed.</returns>
    public async Task<bool> RunAsync(string name, Func<Task<ProbeFinding>> step)
    {
        var start = time.GetTimestamp();
        var finding = await step();
        Add(name, finding, time.GetElapsedTime(start));
        return finding.Ok != false;
    }

    /// <summary>Records a step that was found along with another.</summary>
    public void Add(string name, ProbeFinding finding, TimeSpan duration = default) =>
        _steps.Add(new ProbeStep(name, finding.Ok, Math.Round(duration.TotalMilliseconds, 1), finding.Detail));

    /// <summary>The report, with the steps that were not reached marked as skipped.</summary>
    public ProbeReport Close()
    {
        foreach (var name in ProbeStepNames.InOrder.Where(name => _steps.All(step => step.Name != name)))
            Add(name, ProbeFinding.Skipped("Not tried, because an earlier step failed."));
        return new ProbeReport(
            !HasFailed, [.. _steps.OrderBy(step => Array.IndexOf(ProbeStepNames.InOrder, step.Name))]);
    }
}
