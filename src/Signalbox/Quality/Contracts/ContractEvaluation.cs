using Signalbox.Core.Quality;

namespace Signalbox.Quality.Contracts;

/// <summary>How a contract stands.</summary>
/// <param name="Bounds">Its bounds, one by one.</param>
/// <param name="Since">From when on calls were looked at.</param>
/// <param name="Until">Until when.</param>
/// <param name="Calls">How many there were.</param>
internal sealed record ContractEvaluation(IReadOnlyList<MeasuredBound> Bounds, DateTimeOffset Since, DateTimeOffset Until, int Calls)
{
    /// <summary>The worst of its bounds.</summary>
    public QualityStanding Standing { get; } = BoundJudge.Worst(Bounds);
}
