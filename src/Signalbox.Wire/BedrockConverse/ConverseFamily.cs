namespace Signalbox.Wire.BedrockConverse;

/// <summary>Families of models on Bedrock that differ in what they take beside what all take.</summary>
internal enum ConverseFamily
{
    /// <summary>Any other, and models whose id tells nothing, such as the ARN of an application's own inference profile.</summary>
    Other,

    /// <summary>Anthropic's Claude.</summary>
    Claude,

    /// <summary>Amazon's Nova, first generation.</summary>
    Nova,

    /// <summary>Amazon's Nova 2, which can reason.</summary>
    Nova2,

    /// <summary>OpenAI's models with open weights.</summary>
    GptOss,

    /// <summary>Mistral's.</summary>
    Mistral,
}
