using System.Globalization;

namespace Signalbox.Bench.Compare.Machine;

/// <summary>How much of the machine others take while we measure: what is busy, less what is accounted to us.</summary>
internal sealed class ForeignLoad
{
    private readonly (long Busy, long Total, TimeSpan Own) _start = Read();

    /// <summary>The part of all cores that others took since this was made, 0 to 1; the kernel's work on interrupts is in it.</summary>
    public double Share()
    {
        var now = Read();
        var total = now.Total - _start.Total;
        var foreign = now.Busy - _start.Busy - (now.Own - _start.Own) / ProcessFigures.Tick;
        return total <= 0 ? 0 : Math.Clamp(foreign / total, 0, 1);
    }

    private static (long Busy, long Total, TimeSpan Own) Read()
    {
        // cpu user nice system idle iowait irq softirq steal ... (proc(5)); guest time is in user time already.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9];
        var ticks = Array.ConvertAll(fields, field => long.Parse(field, CultureInfo.InvariantCulture));
        var total = ticks.Sum();
        return (total - ticks[3] - ticks[4], total, ProcessFigures.Cpu(Environment.ProcessId));
    }
}
