using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Asking;

/// <summary>An answer handed back as it came, in the caller's own form: a message, a list of items, or a list of blocks.</summary>
/// <param name="Raw">The form.</param>
internal sealed record ReturnedPiece(JsonNode Raw) : Piece(Speaker.Assistant)
{
    public override string Line => "assistant: what it said";
}
