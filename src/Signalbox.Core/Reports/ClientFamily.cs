namespace Signalbox.Core.Reports;

/// <summary>
/// Which program called, of those that are commonly seen. What a program calls itself is any text, of which reports would have as many rows; so what is
/// not known counts as <see cref="Other"/>, and its name stands with each call.
/// </summary>
public static class ClientFamily
{
    /// <summary>A program that is not in the list.</summary>
    public const string Other = "other";

    /// <summary>What names no program.</summary>
    public const string None = "none";

    // What a user agent begins with, and the name in reports. The longer of two that fit stands first.
    private static readonly (string Start, string Name)[] Known =
    [
        ("AsyncOpenAI/Python", "openai-python"), ("OpenAI/Python", "openai-python"), ("AsyncAzureOpenAI/Python", "openai-python"), ("AzureOpenAI/Python", "openai-python"),
        ("OpenAI/JS", "openai-js"), ("OpenAI/Go", "openai-go"), ("OpenAI/Java", "openai-java"), ("OpenAI/", "openai-dotnet"), ("openai-dotnet", "openai-dotnet"),
        ("AsyncAnthropic/Python", "anthropic-python"), ("Anthropic/Python", "anthropic-python"), ("Anthropic/JS", "anthropic-js"), ("Anthropic/", "anthropic"),
        ("claude-cli", "claude-code"), ("claude-code", "claude-code"), ("codex_cli", "codex"), ("codex", "codex"), ("opencode", "opencode"), ("aider", "aider"),
        ("GithubCopilot", "copilot"), ("copilot", "copilot"), ("Cursor", "cursor"), ("Continue", "continue"), ("Cline", "cline"), ("RooCode", "roo"), ("Zed", "zed"), ("Warp", "warp"),
        ("ai-sdk", "ai-sdk"), ("ai/", "ai-sdk"), ("langchain", "langchain"), ("llama_index", "llamaindex"), ("litellm", "litellm"), ("semantic-kernel", "semantic-kernel"),
        ("google-genai-sdk", "google-genai"), ("python-requests", "python-requests"), ("python-httpx", "python-httpx"), ("aiohttp", "aiohttp"), ("Python/", "aiohttp"),
        ("axios", "axios"), ("node-fetch", "node"), ("undici", "node"), ("node", "node"), ("Deno", "deno"), ("Bun", "bun"), ("okhttp", "okhttp"), ("Java", "java"), ("Go-http-client", "go"),
        ("reqwest", "reqwest"), ("Ruby", "ruby"), ("curl", "curl"), ("Wget", "wget"), ("PostmanRuntime", "postman"), ("insomnia", "insomnia"), ("Mozilla/", "browser"), ("signalbox", "signalbox"),
    ];

    /// <summary>The family of a user agent; never null or empty.</summary>
    public static string Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent)) return None;
        foreach (var (start, name) in Known)
            if (userAgent.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return name;
        return Other;
    }
}
