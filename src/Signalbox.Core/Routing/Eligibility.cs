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
        var served = ProviderKinds.Apis(deployment.Provider.Kind);
        var can = deployment.Capabilities;
        var gap = EligibilityGap.None;
        if (shape.Api == ModelCapabilities.Embeddings)
        {
            if ((served & ModelCapabilities.Embeddings) == 0 || (can != 0 && (can & ModelCapabilities.Embeddings) == 0)) gap |= EligibilityGap.Api;
        }
        else if (can != 0 && (can & ModelCapabilities.Conversation) == 0)
        {
            gap |= EligibilityGap.Api;
        }
        if (can != 0)
        {
            if ((shape.Needs & ~can & ~ModelCapabilities.Reasoning) != 0) gap |= EligibilityGap.Capability;
            if ((shape.Needs & ~can & ModelCapabilities.Reasoning) != 0) gap |= EligibilityGap.Reasoning;
        }
        if (shape.TextBytes / MostBytesPerToken > deployment.Deployment.ContextTokens) gap |= EligibilityGap.Context;
        if (shape.OutputTokens > deployment.Deployment.OutputTokens) gap |= EligibilityGap.Output;
        return isLenient && (served & shape.Api) == 0 ? gap & ~Soft : gap;
    }

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
