using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Routing;

/// <summary>
/// Judges whether a deployment can serve a request of a certain shape. A deployment of which nothing is known can serve anything; what is known of it
/// binds, whether an operator wrote it or the catalog did.
/// </summary>
public static class Eligibility
{
    /// <summary>No family of models has fewer tokens to the byte in real text: what is longer than this says does not fit for certain.</summary>
    private const long MostBytesPerToken = 6;

    /// <summary>What a translation can leave out or cut down, and names it.</summary>
    private const EligibilityGap Soft = EligibilityGap.Output | EligibilityGap.Reasoning;

    /// <summary>Why it cannot, or <see cref="EligibilityGap.None"/>.</summary>
    /// <param name="shape">The request.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="isLenient">Whether what a translation can leave out may be missing, where the request would be translated.</param>
    public static EligibilityGap Judge(in RequestShape shape, RouteDeployment deployment, bool isLenient = false)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        var served = ProviderKinds.Apis(deployment.Provider.Kind, deployment.Deployment.UpstreamModel);
        var can = deployment.Capabilities;
        var gap = EligibilityGap.None;
        if (!HasApi(deployment.Provider.Kind, can, shape.Api)) gap |= EligibilityGap.Api;
        if (can != 0)
        {
            if ((shape.Needs & ~can & ~ModelCapabilities.Reasoning) != 0) gap |= EligibilityGap.Capability;
            if ((shape.Needs & ~can & ModelCapabilities.Reasoning) != 0) gap |= EligibilityGap.Reasoning;
        }
        if (shape.TextBytes / MostBytesPerToken > deployment.Deployment.ContextTokens) gap |= EligibilityGap.Context;
        if (shape.OutputTokens > deployment.Deployment.OutputTokens) gap |= EligibilityGap.Output;
        return isLenient && (served & shape.Api) == 0 ? gap & ~Soft : gap;
    }

    /// <summary>Whether calls written for an API can be served at all: as they are, or translated.</summary>
    /// <param name="kind">The provider's kind.</param>
    /// <param name="can">What the deployment can do; <see cref="ModelCapabilities.None"/> when that is not known.</param>
    /// <param name="api">One of <see cref="ModelCapabilities.Chat"/> to <see cref="ModelCapabilities.Embeddings"/>.</param>
    public static bool HasApi(ProviderKind kind, ModelCapabilities can, ModelCapabilities api) => api == ModelCapabilities.Embeddings
        ? (ProviderKinds.Apis(kind) & ModelCapabilities.Embeddings) != 0 && (can == 0 || (can & ModelCapabilities.Embeddings) != 0)
        : can == 0 || (can & ModelCapabilities.Conversation) != 0;

    /// <summary>The gap in words, for the caller: what is missing, and how much.</summary>
    public static string Explain(EligibilityGap gap, in RequestShape shape, RouteDeployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        var reasons = new List<string>();
        if ((gap & EligibilityGap.Api) != 0) reasons.Add(CapabilityNames.Write(shape.Api));
        if ((gap & EligibilityGap.Capability) != 0) reasons.Add(CapabilityNames.Write(shape.Needs & ~deployment.Capabilities & ~ModelCapabilities.Reasoning));
        if ((gap & EligibilityGap.Reasoning) != 0) reasons.Add("reasoning");
        if ((gap & EligibilityGap.Context) != 0) reasons.Add($"a context for {shape.TextBytes:N0} bytes of text (it takes {deployment.Deployment.ContextTokens:N0} tokens)");
        if ((gap & EligibilityGap.Output) != 0) reasons.Add($"answers of {shape.OutputTokens:N0} tokens (it gives {deployment.Deployment.OutputTokens:N0})");
        return string.Join(", ", reasons);
    }
}
