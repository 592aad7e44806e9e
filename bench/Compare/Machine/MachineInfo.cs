using System.Runtime.InteropServices;

namespace Signalbox.Bench.Compare.Machine;

/// <summary>Where the figures were taken: absolute ones mean nothing elsewhere.</summary>
/// <param name="Processor">As the kernel names it.</param>
/// <param name="Cores">Logical cores.</param>
/// <param name="MemoryGigabytes">Memory.</param>
/// <param name="Kernel">Operating system and kernel.</param>
/// <param name="Runtime">The .NET runtime.</param>
internal sealed record MachineInfo(string Processor, int Cores, double MemoryGigabytes, string Kernel, string Runtime)
{
    /// <summary>This machine.</summary>
    public static MachineInfo Read() => new(
        Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    private static string? Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
