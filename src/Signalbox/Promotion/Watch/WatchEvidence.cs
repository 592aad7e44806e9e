using Signalbox.Core.Promotion;

namespace Signalbox.Promotion.Watch;

/// <summary>Why a promotion was rolled back by itself.</summary>
/// <param name="PromotionId">The promotion.</param>
/// <param name="Calls">Calls since then that were looked at.</param>
/// <param name="Failures">Those that the new primary failed.</param>
/// <param name="Errors">Their share, with its 95 per cent confidence interval.</param>
/// <param name="MaxErrors">The share that was allowed.</param>
internal sealed record WatchEvidence(string PromotionId, int Calls, int Failures, Interval Errors, double MaxErrors);
