using Signalbox.Usage;

namespace Signalbox.Observability;

/// <summary>What was called: the labels all figures of a call share. Only names that an operator gave appear here.</summary>
/// <param name="Api">The API called.</param>
/// <param name="Model">The public name; empty when the caller named nothing that exists, since what it named is the caller's own text.</param>
/// <param name="Provider">The upstream account; empty when no deployment was chosen.</param>
/// <param name="UpstreamModel">The provider's name for the model; empty as above.</param>
internal readonly record struct TargetKey(string Api, string Model, string Provider, string UpstreamModel)
{
    /// <summary>The target of a call.</summary>
    public static TargetKey Of(UsageRecord record) => new(
        record.Api, record.TargetKind is null ? "" : record.Model ?? "", record.Provider ?? "", record.UpstreamModel ?? "");
}
