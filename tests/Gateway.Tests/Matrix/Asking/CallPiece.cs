namespace Gateway.Tests.Matrix.Asking;

/// <summary>A tool called by the model. Lines number calls in their order, since ids may be others at each end.</summary>
/// <param name="Number">1 for the first of the conversation.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its arguments as compact JSON.</param>
internal sealed record CallPiece(int Number, string Name, string Arguments) : Piece(Speaker.Assistant)
{
    /// <summary>The id that the request names it by.</summary>
    public string Id => $"call_of_the_test_{Number}";

    public override string Line => $"assistant: calls #{Number} {Name} {Arguments}";
}
