using Signalbox.Wire.Conversation;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>One row of the matrix.</summary>
/// <param name="Feature">Which.</param>
/// <param name="Title">As the page names it.</param>
internal sealed record FeatureRow(MatrixFeature Feature, string Title)
{
    /// <summary>The gateway's rule for it; null for what every dialect has, and for what answers tell.</summary>
    public ConversationFeature? Rule { get; init; }

    /// <summary>Who can say it, and the field as the gateway names it to them, without indices; null where all can.</summary>
    public IReadOnlyDictionary<MatrixCaller, string>? Fields { get; init; }

    /// <summary>What happens to it where no rule tells, or another than the rule; null where the rule holds, or it is mapped.</summary>
    public Func<MatrixCaller, UpstreamApi, CellTreatment?>? Otherwise { get; init; }

    /// <summary>Whether it takes a model that reasons.</summary>
    public bool Thinks { get; init; }

    /// <summary>What happens to it in one cell.</summary>
    public CellTreatment TreatmentOf(MatrixCaller caller, MatrixKind kind)
    {
        if (Fields is not null && !Fields.ContainsKey(caller)) return CellTreatment.Unsaid;
        var api = MatrixKinds.ApiOf(kind, caller, Thinks);
        var own = Otherwise?.Invoke(caller, api);
        if (own is CellTreatment.Unsaid) return CellTreatment.Unsaid;
        if (api == MatrixKinds.ApiOf(caller)) return CellTreatment.AsItIs;
        if (own is { } otherwise) return otherwise;
        if (Rule is not { } rule) return CellTreatment.Mapped;
        return MatrixKinds.RulesOf(kind, api)[rule].Treatment switch
        {
            FeatureTreatment.Kept => CellTreatment.Kept,
            FeatureTreatment.Mapped => CellTreatment.Mapped,
            FeatureTreatment.Emulated => CellTreatment.Emulated,
            FeatureTreatment.Dropped => CellTreatment.Dropped,
            _ => CellTreatment.Rejected,
        };
    }
}
