using Signalbox.Core.Promotion;

namespace Signalbox.Routing.Registry;

/// <summary>A row of <c>model_promotions</c>: one change of a group's primary.</summary>
internal sealed record PromotionRow
{
    public required string Id { get; init; }
    public required string RouteGroupId { get; init; }
    public required string Feature { get; init; }
    /// <summary>promote, rollback or configure.</summary>
    public required string Action { get; init; }
    public string? FromId { get; init; }
    public string? FromModel { get; init; }
    public string? FromProvider { get; init; }
    public required string ToId { get; init; }
    public required string ToModel { get; init; }
    public string? ToProvider { get; init; }
    public required string Actor { get; init; }
    public string? Reason { get; init; }
    public long Forced { get; init; }
    /// <summary>JSON of what was known of the two when it was decided; null when nothing was asked for.</summary>
    public string? Evidence { get; init; }
    public string? UndoesPromotionId { get; init; }
    public long At { get; init; }
    /// <summary>The registry's version that it made, by which a group's changes are ordered.</summary>
    public long Version { get; init; }

    /// <summary>As the rules see it.</summary>
    public PastPromotion ToPast() => new(Id, FromId, ToId, UndoesPromotionId);
}
