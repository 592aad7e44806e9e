namespace Gateway.Tests.Matrix.Asking;

/// <summary>Text.</summary>
internal sealed record TextPiece(Speaker Who, string Text) : Piece(Who)
{
    /// <summary>A name on the message.</summary>
    public string? Name { get; init; }

    public override string Line => $"{By}: {Text}";
}
