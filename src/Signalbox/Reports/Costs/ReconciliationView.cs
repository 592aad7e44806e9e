namespace Signalbox.Reports.Costs;

/// <summary>What a provider's export says beside what is on record here. A difference is theirs less ours; null where they tell nothing.</summary>
/// <param name="Provider">Whose export it is.</param>
/// <param name="Format">openai, anthropic, or columns.</param>
/// <param name="From">The first moment it is about.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Equal">Whether nothing differs that they tell.</param>
/// <param name="Total">All of it.</param>
/// <param name="Lines">Per stretch of time and model, what differs first. A model without the date of its release counts as the same.</param>
/// <param name="More">Lines that are not listed: those beyond the first thousand.</param>
internal sealed record ReconciliationView(
    string Provider, string Format, DateTimeOffset From, DateTimeOffset To, bool Equal, ReconciledLine Total, IReadOnlyList<ReconciledLine> Lines, int More);

/// <summary>A line of it; without a model, the total.</summary>
internal sealed record ReconciledLine(DateTimeOffset From, DateTimeOffset To, string? Model, ReconciledAmounts Theirs, ReconciledAmounts Ours, ReconciledAmounts Difference)
{
    /// <summary>Whether anything differs that they tell.</summary>
    public bool Differs => Difference is not { Requests: null or 0, TokensInput: null or 0, TokensOutput: null or 0, TokensCached: null or 0, TokensCacheWrite: null or 0, CostMicros: null or 0 };
}

/// <summary>Amounts; null is not told. Cost is micro-USD.</summary>
internal sealed record ReconciledAmounts(long? Requests, long? TokensInput, long? TokensOutput, long? TokensCached, long? TokensCacheWrite, long? CostMicros)
{
    /// <summary>Both together; what neither tells stays untold.</summary>
    public ReconciledAmounts Plus(ReconciledAmounts other) => With(other, (a, b) => a is null && b is null ? null : (a ?? 0) + (b ?? 0));

    /// <summary>This less another, of what this tells.</summary>
    public ReconciledAmounts Less(ReconciledAmounts other) => With(other, (a, b) => a is null ? null : a - (b ?? 0));

    private ReconciledAmounts With(ReconciledAmounts o, Func<long?, long?, long?> combine) => new(
        combine(Requests, o.Requests), combine(TokensInput, o.TokensInput), combine(TokensOutput, o.TokensOutput), combine(TokensCached, o.TokensCached),
        combine(TokensCacheWrite, o.TokensCacheWrite), combine(CostMicros, o.CostMicros));
}
