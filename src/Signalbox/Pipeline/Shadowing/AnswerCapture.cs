using System.Buffers;

namespace Signalbox.Pipeline.Shadowing;

/// <summary>Keeps the bytes of an answer as its caller gets them, up to a bound.</summary>
internal sealed class AnswerCapture
{
    /// <summary>Longer answers are not compared.</summary>
    public const int MostBytes = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>Whether the answer was longer than the bound, so that what is here is not all of it.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What was kept.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Takes a piece.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        if (IsTooLong || _bytes.WrittenCount + piece.Length > MostBytes) IsTooLong = true;
        else _bytes.Write(piece);
    }
}
