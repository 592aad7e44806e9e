namespace Signalbox.Bench.Compare.Results;

/// <summary>How a bar fared.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Met,

    /// <summary>Short of the aim, and not so far that it is a defect.</summary>
    ShortOfAim,

    /// <summary>A defect.</summary>
    Broken,
}
