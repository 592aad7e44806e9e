namespace Signalbox.Bench.Compare;

/// <summary>How long and how often things are measured: shortly and often, since what disturbs the machine for a while then hits all contenders.</summary>
internal sealed record Plan
{
    /// <summary>Rounds; each measures every contender once, and figures are medians over rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Seconds of each slice of closed-loop load before anything counts.</summary>
    public required int WarmUpSeconds { get; init; }

    /// <summary>Slices of the warm-up at least: while the machine is noisy, two slow ones in a row say little.</summary>
    public required int LeastWarmUpSlices { get; init; }

    /// <summary>Slices of the warm-up at most; it ends earlier when two in a row bring no more speed.</summary>
    public required int MostWarmUpSlices { get; init; }

    /// <summary>Seconds of each closed-loop measure.</summary>
    public required int ClosedLoopSeconds { get; init; }

    /// <summary>Duration of a slice of the open-loop measure.</summary>
    public required TimeSpan OpenLoop { get; init; }

    /// <summary>
    /// Slices of it in a round, in turns with the other contenders; a percentile is taken of each and their median counts, so that one that the
    /// machine spoils does not spoil the round.
    /// </summary>
    public required int RateSlices { get; init; }

    /// <summary>Streams per round, <see cref="StreamConcurrency"/> at a time.</summary>
    public required int Streams { get; init; }

    /// <summary>Content events of each of the 1,000 streams held open; one in <see cref="HeldChunkMs"/>.</summary>
    public required int HeldChunks { get; init; }

    /// <summary>Starts per contender; the figure is their median.</summary>
    public required int ColdStarts { get; init; }

    /// <summary>The run is stopped after this.</summary>
    public required TimeSpan Longest { get; init; }

    /// <summary>How long a contender may take until its first answer.</summary>
    public TimeSpan LongestStart { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests per second of the open-loop measure: far from saturation, so that it shows overhead and not queues.</summary>
    public int Rate { get; init; } = 1000;

    /// <summary>Connections of the open-loop measure.</summary>
    public int RateConnections { get; init; } = 32;

    /// <summary>Connections of the closed-loop measures.</summary>
    public IReadOnlyList<int> Connections { get; } = [1, 16, 64];

    /// <summary>Connections of the closed loop of translated calls: one of <see cref="Connections"/>, to be set against.</summary>
    public int TranslatedConnections { get; } = 16;

    /// <summary>Content events of a measured stream.</summary>
    public int StreamChunks { get; } = 100;

    /// <summary>Milliseconds between two of them.</summary>
    public int StreamChunkMs { get; } = 2;

    /// <summary>Streams at a time.</summary>
    public int StreamConcurrency { get; } = 8;

    /// <summary>Streams open at once for the memory figure.</summary>
    public int HeldStreams { get; } = 1000;

    /// <summary>Milliseconds between two content events of a held stream.</summary>
    public int HeldChunkMs { get; } = 250;

    /// <summary>The same with the time that so many keys take: to be added, and at every start to be read.</summary>
    public Plan WithKeys(int keys)
    {
        var perStart = TimeSpan.FromSeconds(keys / 10_000.0);
        return this with { LongestStart = LongestStart + perStart, Longest = Longest + perStart * (ColdStarts + 4) };
    }

    /// <summary>Under thirteen minutes.</summary>
    public static Plan Standard { get; } = new()
    {
        Rounds = 5,
        WarmUpSeconds = 4,
        LeastWarmUpSlices = 12,
        MostWarmUpSlices = 20,
        ClosedLoopSeconds = 2,
        OpenLoop = TimeSpan.FromSeconds(1),
        RateSlices = 3,
        Streams = 64,
        HeldChunks = 20,
        ColdStarts = 3,
        Longest = TimeSpan.FromMinutes(16),
    };

    /// <summary>Under two minutes.</summary>
    public static Plan Quick { get; } = new()
    {
        Rounds = 2,
        WarmUpSeconds = 2,
        LeastWarmUpSlices = 1,
        MostWarmUpSlices = 4,
        ClosedLoopSeconds = 1,
        OpenLoop = TimeSpan.FromSeconds(1),
        RateSlices = 1,
        Streams = 24,
        HeldChunks = 8,
        ColdStarts = 1,
        Longest = TimeSpan.FromMinutes(3),
    };
}
