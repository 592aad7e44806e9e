namespace Signalbox.Core.Limits;

/// <summary>How instances share, as one call finds it.</summary>
/// <param name="Mode">How.</param>
/// <param name="Instances">Among how many.</param>
/// <param name="ExactPartsFrom">From when exact limits are divided while the store is away, by the steady clock.</param>
internal readonly record struct SharingState(SharingMode Mode, int Instances, long ExactPartsFrom)
{
    /// <summary>Among how many instances a counter is divided.</summary>
    public int Parts => Mode == SharingMode.Alone ? 1 : Instances;
}
