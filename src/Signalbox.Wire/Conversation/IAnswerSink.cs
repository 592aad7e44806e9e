namespace Signalbox.Wire.Conversation;

/// <summary>
/// Takes an answer piece by piece, in no provider's words. A reader calls <see cref="Begin"/> once, then for each block
/// <see cref="OpenBlock"/>, any number of <see cref="Append"/>, and <see cref="CloseBlock"/>, and at last <see cref="Finish"/>. Blocks do not
/// overlap: dialects that interleave them are put in order by their readers. A whole answer is told in the same way as a stream.
/// </summary>
public interface IAnswerSink
{
    /// <summary>The answer begins.</summary>
    void Begin(in AnswerStart start);

    /// <summary>A block begins.</summary>
    void OpenBlock(in BlockStart block);

    /// <summary>More of the open block: text, thoughts, a call's arguments as JSON, or a custom tool's raw input. Never empty.</summary>
    void Append(string delta);

    /// <summary>The provider's proof for the open block of reasoning.</summary>
    void Sign(string signature);

    /// <summary>The open block ends.</summary>
    void CloseBlock();

    /// <summary>A part of the answer is left out, since no other dialect has a place for it. Sinks that tell nobody need not care.</summary>
    /// <param name="part">Its kind, as the provider's API names it.</param>
    void LeftOut(string part)
    {
    }

    /// <summary>The answer ends as it should.</summary>
    void Finish(in AnswerEnd end);
}
