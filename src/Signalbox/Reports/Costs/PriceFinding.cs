namespace Signalbox.Reports.Costs;

/// <summary>Whether a call could be priced anew.</summary>
internal enum PriceFinding
{
    /// <summary>It was; its cost is null where the deployment has no price for that time.</summary>
    Priced,

    /// <summary>It has no tokens, or reached no deployment.</summary>
    NothingToPrice,

    /// <summary>Its deployment is not in the registry any more, or disabled.</summary>
    Unknown,

    /// <summary>Several deployments of that name have different prices.</summary>
    Ambiguous,
}
