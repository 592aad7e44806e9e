using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Answering;

/// <summary>An answer as the caller got it, in no dialect's words.</summary>
internal sealed record Reply
{
    /// <summary>What was said.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was said in declining, where the dialect has a place for that.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>What was thought, as far as it is shown.</summary>
    public string Thoughts { get; init; } = "";

    /// <summary>The tools called.</summary>
    public IReadOnlyList<ReplyCall> Calls { get; init; } = [];

    /// <summary>Why it ended, in the dialect's own word.</summary>
    public string? End { get; init; }

    /// <summary>The text that ended it, where the dialect tells.</summary>
    public string? StopSequence { get; init; }

    /// <summary>Tokens.</summary>
    public required ReplyUsage Usage { get; init; }

    /// <summary>The answer as the client hands it back in the next turn.</summary>
    public required JsonNode Raw { get; init; }
}
