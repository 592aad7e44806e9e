namespace Gateway.Tests.Matrix.Asking;

/// <summary>What a tool gave back.</summary>
/// <param name="Number">Which call of the conversation it answers.</param>
/// <param name="Text">Its text.</param>
internal sealed record ResultPiece(int Number, string Text) : Piece(Speaker.Tool)
{
    /// <summary>The id of the call, where it is not one that the test made up.</summary>
    public string? ReturnedId { get; init; }

    /// <summary>The id of the call.</summary>
    public string Id => ReturnedId ?? $"call_of_the_test_{Number}";

    /// <summary>An image or a document beside the text.</summary>
    public MediaPiece? Media { get; init; }

    /// <summary>Whether the tool failed.</summary>
    public bool IsFailed { get; init; }

    public override string Line => $"tool: #{Number} {(IsFailed ? "failed " : "")}{Text}";
}
