namespace Gateway.Tests.Matrix.Asking;

/// <summary>One thing said. Its line is how the facts of both ends are compared.</summary>
/// <param name="Who">Who says it.</param>
internal abstract record Piece(Speaker Who)
{
    /// <summary>Whether a prefix up to here is to be cached.</summary>
    public bool IsCached { get; init; }

    /// <summary>The piece as a line.</summary>
    public abstract string Line { get; }

    /// <summary>Who says it, as lines begin.</summary>
    protected string By => Who switch { Speaker.System or Speaker.Developer => "system", Speaker.User => "user", Speaker.Assistant => "assistant", _ => "tool" };
}
