namespace Signalbox.Core.Assets;

/// <summary>
/// Whose models Vertex AI serves, read from their names: those of other publishers speak those publishers' own APIs
/// (https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude).
/// </summary>
public static class VertexModels
{
    private const string Anthropic = "publishers/anthropic/";

    /// <summary>Whether it is a Claude, named by its publisher's path or by its own name: Google has no model that begins with that.</summary>
    public static bool IsAnthropic(string upstreamModel)
    {
        ArgumentNullException.ThrowIfNull(upstreamModel);
        return upstreamModel.StartsWith("claude-", StringComparison.Ordinal) || upstreamModel.StartsWith(Anthropic, StringComparison.Ordinal);
    }

    /// <summary>The name without its path, such as <c>claude-sonnet-4-5@20250929</c>.</summary>
    public static string Name(string upstreamModel)
    {
        ArgumentNullException.ThrowIfNull(upstreamModel);
        return upstreamModel[(upstreamModel.LastIndexOf('/') + 1)..];
    }
}
