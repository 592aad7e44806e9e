namespace Signalbox.Observability;

/// <summary>The histograms over calls. Names and buckets are those of the GenAI conventions where they have one.</summary>
internal static class CallHistograms
{
    private const long Microseconds = 1_000_000;

    /// <summary>Whole duration of calls.</summary>
    public static HistogramShape Duration { get; } = new("gen_ai.server.request.duration", "s",
        "Duration of calls, from their arrival to their last byte.", Microseconds,
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

    /// <summary>Time to the first content of a stream.</summary>
    public static HistogramShape TimeToFirstToken { get; } = new("gen_ai.server.time_to_first_token", "s",
        "Time from a call's arrival to the first content of its stream.", Microseconds,
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10);

    /// <summary>Pace of a stream after its first content.</summary>
    public static HistogramShape TimePerOutputToken { get; } = new("gen_ai.server.time_per_output_token", "s",
        "Time per output token of streams, after the first.", Microseconds,
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5);

    /// <summary>Tokens per call.</summary>
    public static HistogramShape TokenUsage { get; } = new("gen_ai.client.token.usage", "{token}",
        "Tokens per call, as the provider reported them.", 1,
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864);

    /// <summary>What the gateway itself adds to a call.</summary>
    public static HistogramShape Overhead { get; } = new("signalbox.gateway.overhead", "s",
        "The part of a call's duration that was spent in the gateway itself.", Microseconds,
        0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5);
}
