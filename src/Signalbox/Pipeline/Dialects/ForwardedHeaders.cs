using System.Collections.Frozen;
using Signalbox.Core.Assets;
using static Signalbox.Core.Assets.ProviderKind;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// Which of a caller's headers go up with its body where both ends speak one dialect: few mean anything to an upstream, and some would tell it what it should
/// not know. All that may pass stands here; the credentials of the caller, what belongs to one connection, and our own headers can never be among it.
/// </summary>
internal sealed class ForwardedHeaders
{
    private const int LongestValue = 16 * 1024;

    // A prefix must not let through what a vendor may one day call so.
    private static readonly string[] Secret = ["key", "token", "secret", "auth", "cookie", "credential", "password"];

    private readonly FrozenDictionary<ProviderKind, (string[] Names, string[] Prefixes)> _byKind;

    /// <param name="rules">Names, or beginnings of names followed by <c>*</c>, and the kinds of provider that they mean something to.</param>
    private ForwardedHeaders(params (string Name, ProviderKind[] Kinds)[] rules) =>
        _byKind = Enum.GetValues<ProviderKind>().ToFrozenDictionary(kind => kind, kind =>
        {
            var names = rules.Where(rule => rule.Kinds.Contains(kind)).Select(rule => rule.Name).ToLookup(name => name.EndsWith('*'));
            return ((string[])[.. names[false]], (string[])[.. names[true].Select(name => name[..^1])]);
        });

    /// <summary>Chat Completions.</summary>
    public static ForwardedHeaders Chat { get; } = new(
        ("OpenAI-Beta", [OpenAI, AzureOpenAI, OpenAICompatible]),
        ("Idempotency-Key", [OpenAI, AzureOpenAI, OpenAICompatible]),
        ("X-Client-Request-Id", [OpenAI, AzureOpenAI]));

    /// <summary>Responses, with what Codex tells OpenAI.</summary>
    public static ForwardedHeaders Responses { get; } = new(
        ("OpenAI-Beta", [OpenAI, AzureOpenAI]),
        ("Idempotency-Key", [OpenAI, AzureOpenAI]),
        ("X-Client-Request-Id", [OpenAI, AzureOpenAI]),
        ("originator", [OpenAI]),
        ("session-id", [OpenAI]),
        ("session_id", [OpenAI]),
        ("thread-id", [OpenAI]),
        ("conversation_id", [OpenAI]),
        ("x-openai-subagent", [OpenAI]),
        ("x-openai-internal-codex-*", [OpenAI]),
        ("x-codex-*", [OpenAI]));

    /// <summary>Messages and the counting of their tokens, with what Claude Code tells Anthropic. The version goes up in any case.</summary>
    public static ForwardedHeaders Messages { get; } = new(
        ("anthropic-beta", [Vertex]),
        ("anthropic-*", [Anthropic]),
        ("x-app", [Anthropic]),
        ("x-claude-code-*", [Anthropic]));

    /// <summary>Puts those that may pass on a request. One that is there already stays as it is.</summary>
    public void Copy(IHeaderDictionary from, HttpRequestMessage to, ProviderKind kind)
    {
        if (!_byKind.TryGetValue(kind, out var rules)) return;
        foreach (var name in rules.Names)
            if (from.TryGetValue(name, out var values))
                Add(to, name, values);
        if (rules.Prefixes.Length == 0) return;
        foreach (var (name, values) in from)
            if (MayPass(name, rules.Prefixes) && !to.Headers.NonValidated.Contains(name))
                Add(to, name, values);
    }

    private static bool MayPass(string name, string[] prefixes)
    {
        foreach (var prefix in prefixes)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return !Array.Exists(Secret, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
        return false;
    }

    private static void Add(HttpRequestMessage to, string name, IEnumerable<string?> values)
    {
        foreach (var value in values)
            if (value is { Length: > 0 and <= LongestValue } && value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
                to.Headers.TryAddWithoutValidation(name, value);
    }
}
