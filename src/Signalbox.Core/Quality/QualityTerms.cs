using Signalbox.Core.Assets;

namespace Signalbox.Core.Quality;

/// <summary>What a contract asks for, as it is judged. A bound that is null holds of anything.</summary>
public sealed record QualityTerms
{
    /// <summary>APIs that must be served: chat, responses, messages, embeddings.</summary>
    public IReadOnlyList<ModelCapabilities> Apis { get; init; } = [];

    /// <summary>Whether tools must be called.</summary>
    public bool NeedsTools { get; init; }

    /// <summary>What must be taken besides text.</summary>
    public IReadOnlyList<ModelCapabilities> Modalities { get; init; } = [];

    /// <summary>What evaluations must show.</summary>
    public IReadOnlyList<SuccessTerm> Success { get; init; } = [];

    /// <summary>Mean cost of an answered call, USD.</summary>
    public double? MaxUsdPerCall { get; init; }

    /// <summary>What a call would cost otherwise, USD, and the share of it that must be saved, 0 to 1.</summary>
    public (double BaselineUsd, double MinSaving)? Saving { get; init; }

    /// <summary>Median latency, milliseconds.</summary>
    public double? MaxP50Ms { get; init; }

    /// <summary>95th percentile of the latency, milliseconds.</summary>
    public double? MaxP95Ms { get; init; }

    /// <summary>95th percentile of the time to the first content of a stream, milliseconds.</summary>
    public double? MaxFirstTokenP95Ms { get; init; }

    /// <summary>Median output tokens per second of a call.</summary>
    public double? MinTokensPerSecond { get; init; }

    /// <summary>Share of calls that whoever was to serve them did not, 0 to 1.</summary>
    public double? MaxFallbacks { get; init; }

    /// <summary>Share of calls that failed for time.</summary>
    public double? MaxTimeouts { get; init; }

    /// <summary>Share of calls that nobody answered.</summary>
    public double? MaxErrors { get; init; }

    /// <summary>Calls at least before anything of them is judged.</summary>
    public int MinCalls { get; init; } = 20;
}
