using Signalbox.Wire.AnthropicMessages;

namespace Signalbox.Wire.Tokens;

/// <summary>
/// The families by the names of their models. The factors are on the safe side of what is published: o200k_base has 4.76 characters of English prose to
/// a token (measured over a hundred kilobytes of licences), and what others say of theirs is compared with that.
/// </summary>
internal static class TokenFamilies
{
    /// <summary>gpt-4o and later, the o-series, gpt-oss (whose o200k_harmony differs in special tokens only).</summary>
    private static readonly TokenFamily O200k = new("o200k", 100, isEstimate: false);

    /// <summary>gpt-4, gpt-3.5, the embedding models.</summary>
    private static readonly TokenFamily Cl100k = new("cl100k", 100, isEstimate: false, static () => TokenEncoding.Cl100kBase);

    /// <summary>Models of OpenAI that are not known yet: likely o200k_base again.</summary>
    private static readonly TokenFamily OpenAI = new("openai", 100, isEstimate: true);

    /// <summary>
    /// Up to 4.6: 16 to 30 % more tokens than GPT-4o was measured to need, for prose and for code
    /// (https://6thwave.news/2025/05/01/tokenization-showdown-comparing-costs-of-openai-and-anthropic-models/).
    /// </summary>
    private static readonly TokenFamily OlderClaude = new("claude", 130, isEstimate: true);

    /// <summary>From 4.7 on about 30 % more than before (https://platform.claude.com/docs/en/build-with-claude/token-counting).</summary>
    private static readonly TokenFamily Claude = new("claude-4.7", 170, isEstimate: true);

    private static readonly TokenFamily Qwen = new("qwen", 100, isEstimate: false, static () => TokenEncoding.Qwen);

    private static readonly TokenFamily LaterQwen = new("qwen-like", 100, isEstimate: true, static () => TokenEncoding.Qwen);

    private static readonly TokenFamily DeepSeek = new("deepseek", 100, isEstimate: false, static () => TokenEncoding.DeepSeek);

    private static readonly TokenFamily Mistral = new("mistral", 100, isEstimate: false, static () => TokenEncoding.Tekken);

    /// <summary>Whatever is not known: the most of the open families.</summary>
    private static readonly TokenFamily Other = new("other", 150, isEstimate: true);

    /// <summary>A word in the model's name, and the family it tells; the first that is found counts.</summary>
    private static readonly (string Word, TokenFamily Family)[] Words =
    [
        // About 4 characters to a token (https://ai.google.dev/gemini-api/docs/tokens).
        ("gemini", new TokenFamily("gemini", 120, isEstimate: true)),
        ("gemma", new TokenFamily("gemini", 120, isEstimate: true)),

        // Distilled models are of the family they were made from.
        ("llama-2", Other),
        ("llama2", Other),
        // 3.94 characters to a token from Llama 3 on, 3.17 before (https://arxiv.org/abs/2407.21783, section 3.2).
        ("llama", new TokenFamily("llama", 125, isEstimate: true)),

        // From 3.5 on the vocabulary is another, and larger; a name without a number may be any.
        ("qwen3.", LaterQwen),
        ("qwen-3.", LaterQwen),
        ("qwen1.5", Qwen),
        ("qwen2", Qwen),
        ("qwen-2", Qwen),
        ("qwen3", Qwen),
        ("qwen-3", Qwen),
        ("qwq-32b", Qwen),
        ("qwen", LaterQwen),
        ("qwq", LaterQwen),

        // V2 had another vocabulary; names without a number are whatever DeepSeek serves under them.
        ("deepseek-v3", DeepSeek),
        ("deepseek-r1", DeepSeek),
        ("deepseek.v3", DeepSeek),
        ("deepseek.r1", DeepSeek),
        ("deepseek", new TokenFamily("deepseek-like", 120, isEstimate: true, static () => TokenEncoding.DeepSeek)),

        // The first had Llama 2's kind of vocabulary.
        ("mistral-7b", Other),
        ("mixtral", Other),
        ("mistral-nemo", Mistral),
        ("pixtral", Mistral),
        ("ministral", Mistral),
        ("magistral", Mistral),
        ("devstral", Mistral),
        ("mistral-small-3", Mistral),
        ("mistral-small-25", Mistral),

        // Some have the older vocabulary, some Tekken, which is said to need no more than Llama 3's (https://mistral.ai/news/mistral-nemo).
        ("stral", new TokenFamily("mistral-like", 125, isEstimate: true)),
    ];

    private static readonly string[] O200kNames = ["gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "gpt-oss", "chatgpt-4o", "codex-mini", "o1", "o3", "o4"];

    private static readonly string[] Cl100kNames =
        ["gpt-4", "gpt-3.5", "gpt-35", "text-embedding-ada", "text-embedding-3", "davinci-002", "babbage-002"];

    /// <summary>The family of the model.</summary>
    public static TokenFamily Find(string model)
    {
        if (model.Contains("claude", StringComparison.OrdinalIgnoreCase))
            return ClaudeGeneration.Of(model) is { IsKnown: true, TakesBudget: true } ? OlderClaude : Claude;
        var name = OwnName(model);
        if (IsOneOf(name, O200kNames))
            return O200k;
        if (IsOneOf(name, Cl100kNames))
            return Cl100k;
        if (name.StartsWith("gpt-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("chatgpt", StringComparison.OrdinalIgnoreCase))
            return OpenAI;
        foreach (var (word, family) in Words)
        {
            if (model.Contains(word, StringComparison.OrdinalIgnoreCase))
                return family;
        }

        return Other;
    }

    /// <summary>The name without what resellers (<c>openai/</c>, <c>openai.</c>) and fine-tuning (<c>ft:</c>) put before it.</summary>
    private static ReadOnlySpan<char> OwnName(string model)
    {
        var name = model.AsSpan(model.LastIndexOf('/') + 1);
        foreach (var prefix in (ReadOnlySpan<string>)["ft:", "openai.", "azure."])
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                name = name[prefix.Length..];
        }

        return name;
    }

    /// <summary>Whether the name is one of them, or begins with one and goes on with something else than a further digit: "o1-mini" but not "o100".</summary>
    private static bool IsOneOf(ReadOnlySpan<char> name, string[] names)
    {
        foreach (var known in names)
        {
            if (name.StartsWith(known, StringComparison.OrdinalIgnoreCase) && (name.Length == known.Length || !char.IsAsciiLetterOrDigit(name[known.Length])))
                return true;
        }

        return false;
    }
}
