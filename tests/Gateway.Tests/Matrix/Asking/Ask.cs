using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Asking;

/// <summary>A request in no dialect's words. What is null is not said.</summary>
internal sealed record Ask
{
    /// <summary>The conversation, in order.</summary>
    public IReadOnlyList<Piece> Pieces { get; init; } = [new TextPiece(Speaker.User, "What is the weather?")];

    /// <summary>The tools.</summary>
    public IReadOnlyList<AskedTool> Tools { get; init; } = [];

    /// <summary>Tools of the provider's own, and custom ones, as the caller's dialect writes them.</summary>
    public JsonObject? OtherTool { get; init; }

    /// <summary>auto, none, required, or a tool's name.</summary>
    public string? Choice { get; init; }

    /// <summary>Whether several tools may be called at once.</summary>
    public bool? Parallel { get; init; }

    /// <summary>The schema of the answer, compact; <c>{}</c> asks for any JSON object.</summary>
    public string? Format { get; init; }

    /// <summary>Texts at which the answer ends.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Sampling temperature.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling.</summary>
    public double? TopP { get; init; }

    /// <summary>Sampling among so many tokens.</summary>
    public long? TopK { get; init; }

    /// <summary>The most tokens of the answer.</summary>
    public long? Bound { get; init; }

    /// <summary>How hard to think, in words.</summary>
    public string? Effort { get; init; }

    /// <summary>How hard to think, in tokens.</summary>
    public long? Budget { get; init; }

    /// <summary>The caller's own user.</summary>
    public string? User { get; init; }

    /// <summary>Fields of the caller's dialect that only it has.</summary>
    public JsonObject Extra { get; init; } = [];

    /// <summary>The conversation as lines.</summary>
    public IReadOnlyList<string> Lines => [.. Pieces.Select(piece => piece.Line)];
}
