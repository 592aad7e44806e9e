namespace Signalbox.Core.Routing;

/// <summary>Why a deployment cannot serve a request.</summary>
[Flags]
public enum EligibilityGap
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>Its provider or the model has no such API, and none that the request can be translated into.</summary>
    Api = 1 << 0,

    /// <summary>The model lacks something the request makes use of.</summary>
    Capability = 1 << 1,

    /// <summary>The prompt is longer than the model's context.</summary>
    Context = 1 << 2,

    /// <summary>The caller asks for a longer answer than the model gives.</summary>
    Output = 1 << 3,

    /// <summary>The caller asks for reasoning, and the model does not reason.</summary>
    Reasoning = 1 << 4,
}
