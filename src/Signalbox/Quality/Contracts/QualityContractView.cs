using System.Text.Json;
using Signalbox.Admin;

namespace Signalbox.Quality.Contracts;

/// <summary>A contract as the API shows it, with how it stood when it was last looked at.</summary>
internal sealed record QualityContractView(
    string Id, string RouteGroup, string RouteGroupId, IReadOnlyList<string> Users, IReadOnlyList<string> Tasks, IReadOnlyList<string> ApiShapes, IReadOnlyList<string> Tools,
    IReadOnlyList<string> Modalities, IReadOnlyList<SuccessDraft> Success, CostTargetDraft? Cost, LatencyTargetDraft? Latency, ReliabilityTargetDraft? Reliability, PeriodDraft Period,
    ContractPromotionDraft? Promotion, ContractRollbackDraft? Rollback, JudgeDraft? Judge, StandingView Standing, string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>A row as the API shows it.</summary>
    public static QualityContractView Of(QualityContractRow row)
    {
        var draft = row.ToDraft();
        return new(
            row.Id, row.RouteGroup, row.RouteGroupId, draft.Users, draft.Tasks, draft.ApiShapes, draft.Tools, draft.Modalities, draft.Success, draft.Cost, draft.Latency, draft.Reliability,
            draft.Period, draft.Promotion, draft.Rollback, draft.Judge, StandingView.Of(row), row.Owner, Preconditions.ETag(row.Revision),
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt));
    }
}

/// <summary>How a contract stands: the worst of its bounds. Unknown while it was never looked at, or asks for nothing that can be seen.</summary>
/// <param name="Standing">green, amber, red or unknown.</param>
/// <param name="Since">When it began to stand so; null while it was never looked at.</param>
/// <param name="EvaluatedAt">When it was last looked at.</param>
/// <param name="Bounds">Bound by bound, with the evidence.</param>
internal sealed record StandingView(string Standing, DateTimeOffset? Since, DateTimeOffset? EvaluatedAt, IReadOnlyList<BoundView> Bounds)
{
    /// <summary>What a row says of it.</summary>
    public static StandingView Of(QualityContractRow row) => new(row.Standing ?? "unknown", At(row.Since), At(row.EvaluatedAt),
        row.Bounds is { } bounds ? JsonSerializer.Deserialize(bounds, QualityJson.Default.IReadOnlyListBoundView)! : []);

    private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}

/// <summary>How a contract stands at the moment, with the calls that were looked at.</summary>
internal sealed record ContractEvaluationView(string RouteGroup, string Standing, DateTimeOffset Since, DateTimeOffset Until, int Calls, IReadOnlyList<BoundView> Bounds);

/// <summary>One version of a contract.</summary>
/// <param name="Revision">Its number; the newest is in force.</param>
/// <param name="Actor">Who wrote it.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="At">When.</param>
/// <param name="Terms">What it says.</param>
internal sealed record ContractVersionView(long Revision, string Actor, string? Reason, DateTimeOffset At, QualityContractDraft Terms)
{
    /// <summary>A row as the API shows it.</summary>
    public static ContractVersionView Of(ContractVersionRow row) => new(
        row.Revision, row.Actor, row.Reason, DateTimeOffset.FromUnixTimeMilliseconds(row.At), JsonSerializer.Deserialize(row.Terms, QualityJson.Default.QualityContractDraft)!);
}

/// <summary>What a judge is told, with {prompt}, {first} and {second} where the texts go.</summary>
internal sealed record JudgeTemplateView(string Template);
