using Signalbox.Core.Assets;
using Signalbox.Core.Quality;

namespace Signalbox.Quality.Contracts;

/// <summary>Turns a contract as it is written into what it is judged by.</summary>
internal static class ContractTerms
{
    public static QualityTerms Of(QualityContractDraft draft) => new()
    {
        Apis = [.. draft.ApiShapes.Select(name => CapabilityNames.Parse([name]))],
        NeedsTools = draft.Tools.Count > 0,
        Modalities = [.. draft.Modalities.Select(name => ContractRules.Modalities[name]).Where(capability => capability != ModelCapabilities.None)],
        Success = [.. draft.Success.Select(term => new SuccessTerm(term.Suite!, term.MinTasks) { MinPassed = term.MinPassPercent / 100, MinScore = term.MinScore })],
        MaxUsdPerCall = draft.Cost?.MaxUsdPerCall,
        Saving = draft.Cost is { MinSavingPercent: { } saving, BaselineUsdPerCall: { } baseline } ? (baseline, saving / 100) : null,
        MaxP50Ms = draft.Latency?.MaxP50Ms,
        MaxP95Ms = draft.Latency?.MaxP95Ms,
        MaxFirstTokenP95Ms = draft.Latency?.MaxFirstTokenP95Ms,
        MinTokensPerSecond = draft.Latency?.MinTokensPerSecond,
        MaxFallbacks = draft.Reliability?.MaxFallbackPercent / 100,
        MaxTimeouts = draft.Reliability?.MaxTimeoutPercent / 100,
        MaxErrors = draft.Reliability?.MaxErrorPercent / 100,
        MinCalls = draft.Period.MinCalls,
    };
}
