using Signalbox.Core.Assets;
using Signalbox.Wire;

namespace Signalbox.Pipeline.Dialects;

/// <summary>What a request makes use of, in the words in which deployments are described.</summary>
internal static class RequestNeeds
{
    private static readonly (RequestFeatures Feature, ModelCapabilities Need)[] Needs =
    [
        (RequestFeatures.Tools, ModelCapabilities.Tools),
        (RequestFeatures.Images, ModelCapabilities.Images),
        (RequestFeatures.AudioInput | RequestFeatures.AudioOutput, ModelCapabilities.Audio),
        (RequestFeatures.Files, ModelCapabilities.Pdf),
        (RequestFeatures.StructuredOutput, ModelCapabilities.StructuredOutput),
        (RequestFeatures.ReasoningEffort, ModelCapabilities.Reasoning),
    ];

    /// <summary>The capabilities that these features ask for.</summary>
    public static ModelCapabilities Of(RequestFeatures features)
    {
        if (features == RequestFeatures.None) return ModelCapabilities.None;
        var needs = ModelCapabilities.None;
        foreach (var (feature, need) in Needs)
            if ((features & feature) != 0)
                needs |= need;
        return needs;
    }
}
