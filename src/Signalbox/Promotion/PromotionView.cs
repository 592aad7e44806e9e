using System.Text.Json.Nodes;
using Signalbox.Admin;
using Signalbox.Routing.Registry;

namespace Signalbox.Promotion;

/// <summary>A change of a group's primary. Names are those of the time.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Feature">Key of the route group.</param>
/// <param name="Action">promote, rollback, or configure for a change by a configuration file or an edit.</param>
/// <param name="FromId">The primary before; null for none.</param>
/// <param name="FromModel">Its model.</param>
/// <param name="FromProvider">Its provider.</param>
/// <param name="ToId">The primary since.</param>
/// <param name="ToModel">Its model.</param>
/// <param name="ToProvider">Its provider.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Forced">Whether the evidence did not carry it.</param>
/// <param name="Evidence">What was known of the two when it was decided; null when the group asks for none.</param>
/// <param name="UndoesPromotionId">For a rollback, the change it undid.</param>
/// <param name="At">When.</param>
internal sealed record PromotionView(
    string Id, string Feature, string Action, string? FromId, string? FromModel, string? FromProvider, string ToId, string ToModel, string? ToProvider,
    string Actor, string? Reason, bool Forced, JsonNode? Evidence, string? UndoesPromotionId, DateTimeOffset At)
{
    /// <summary>A row as the API shows it.</summary>
    public static PromotionView Of(PromotionRow row) => new(
        row.Id, row.Feature, row.Action, row.FromId, row.FromModel, row.FromProvider, row.ToId, row.ToModel, row.ToProvider,
        row.Actor, row.Reason, row.Forced != 0, row.Evidence is { } evidence ? JsonNode.Parse(evidence) : null, row.UndoesPromotionId,
        DateTimeOffset.FromUnixTimeMilliseconds(row.At));
}
