namespace Signalbox.Core.Routing;

/// <summary>
/// The draws of one choice: by chance, or for a subject the same ones every time, on every instance. As long as the members stay, a change of weights moves
/// only the subjects whose draw lies between the old bound and the new one.
/// </summary>
internal struct RouteDraws
{
    private readonly Func<double>? _random;
    private ulong _state;

    public RouteDraws(in RouteAsk ask)
    {
        _state = ask.Subject ?? 0;
        _random = ask.Subject is null ? ask.Random : null;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Next()
    {
        if (_random is not null) return _random();
        // SplitMix64: https://prng.di.unimi.it/splitmix64.c
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
