using System.Diagnostics.Metrics;

namespace Signalbox.Observability;

/// <summary>The gateway's own meter, on which its instruments are made.</summary>
internal static class SignalboxMeter
{
    /// <summary>Its name, for whoever subscribes.</summary>
    public const string Name = "Signalbox";

    /// <summary>The meter; a factory makes it once.</summary>
    public static Meter Of(IMeterFactory meters) => meters.Create(new MeterOptions(Name) { Version = BuildInfo.Version });
}
