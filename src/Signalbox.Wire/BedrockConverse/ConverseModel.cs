using Signalbox.Wire.AnthropicMessages;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>What a model takes, read from its id: <c>eu.anthropic.claude-sonnet-4-5-20250929-v1:0</c>, or an ARN that ends with one.</summary>
/// <param name="Id">The id.</param>
/// <param name="Family">The family.</param>
internal readonly record struct ConverseModel(string Id, ConverseFamily Family)
{
    /// <summary>Reads an id.</summary>
    public static ConverseModel Of(string id) => new(id, FamilyOf(id));

    /// <summary>Whether it is one of Amazon's Nova.</summary>
    public bool IsNova => Family is ConverseFamily.Nova or ConverseFamily.Nova2;

    /// <summary>Which forms of thinking it takes, for Claude.</summary>
    public ClaudeGeneration Generation => ClaudeGeneration.Of(Id);

    /// <summary>Whether the conversation may end with a turn of the assistant: Claude refuses that since 4.6.</summary>
    public bool TakesPrefill => Family != ConverseFamily.Claude || Generation.TakesPrefill;

    /// <summary>
    /// Whether it takes marks of what to cache (https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html); the others refuse them.
    /// </summary>
    public bool TakesCachePoints => Family == ConverseFamily.Claude || IsNova;

    /// <summary>
    /// Whether answers can be held to a schema (https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html): Nova cannot, and Claude
    /// can since 4.5.
    /// </summary>
    public bool HasStructuredOutputs => !IsNova && (Family != ConverseFamily.Claude || Generation.HasStructuredOutputs);

    /// <summary>Whether it takes a number of tokens to sample among (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html).</summary>
    public bool TakesTopK => IsNova || Family == ConverseFamily.Mistral;

    private static ConverseFamily FamilyOf(string id)
    {
        if (Has(id, "claude"))
            return ConverseFamily.Claude;
        if (Has(id, "amazon.nova-2"))
            return ConverseFamily.Nova2;
        if (Has(id, "amazon.nova"))
            return ConverseFamily.Nova;
        if (Has(id, "openai.gpt-oss"))
            return ConverseFamily.GptOss;
        return Has(id, "mistral.") ? ConverseFamily.Mistral : ConverseFamily.Other;
    }

    private static bool Has(string id, string name) => id.Contains(name, StringComparison.OrdinalIgnoreCase);
}
