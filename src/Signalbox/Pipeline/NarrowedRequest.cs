using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline;

/// <summary>
/// A request cut down to what one deployment is known to take, for as long as it is written: reasoning is left out where the model does not reason, and the
/// bound of the answer lowered to the model's. Then it is as before, for the next deployment.
/// </summary>
internal readonly struct NarrowedRequest : IDisposable
{
    private readonly ConversationRequest _request;
    private readonly ReasoningRequest? _reasoning;
    private readonly long? _maxOutputTokens;

    /// <summary>Cuts it down and notes what.</summary>
    public NarrowedRequest(ConversationRequest request, RouteDeployment deployment, ref TranslationNotes? notes)
    {
        (_request, _reasoning, _maxOutputTokens) = (request, request.Reasoning, request.MaxOutputTokens);
        if (request.Reasoning is not null && deployment.Capabilities != 0 && (deployment.Capabilities & ModelCapabilities.Reasoning) == 0)
        {
            request.Reasoning = null;
            foreach (var use in request.Uses)
                if (use.Feature is ConversationFeature.ReasoningEffort or ConversationFeature.ReasoningBudget)
                    (notes ??= new TranslationNotes()).Add(FeatureTreatment.Dropped, use.Param);
        }
        if (request.MaxOutputTokens > deployment.Deployment.OutputTokens)
        {
            request.MaxOutputTokens = deployment.Deployment.OutputTokens;
            (notes ??= new TranslationNotes()).Add(FeatureTreatment.Emulated, "max_tokens");
        }
    }

    public void Dispose() => (_request.Reasoning, _request.MaxOutputTokens) = (_reasoning, _maxOutputTokens);
}
