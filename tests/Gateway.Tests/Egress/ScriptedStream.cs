using System.Text;

namespace Gateway.Tests.Egress;

/// <summary>A connection whose peer says what it was told to, in these pieces, and ends. A read gets what is left of one piece at most.</summary>
internal sealed class ScriptedStream(string[] pieces) : Stream
{
    private readonly byte[][] _pieces = [.. pieces.Where(piece => piece.Length > 0).Select(Encoding.Latin1.GetBytes)];
    private readonly MemoryStream _written = new();
    private int _piece;
    private int _offset;
    private int _given;
    private int _stop = int.MaxValue;
    private int _reads;

    /// <summary>What was written to it.</summary>
    public string Written => Encoding.Latin1.GetString(_written.ToArray());

    /// <summary>How often.</summary>
    public int Writes { get; private set; }

    /// <summary>From which write on it takes nothing more, for as long as it is waited for.</summary>
    public int WritesBeforeItStands { get; init; } = int.MaxValue;

    /// <summary>How long each write takes.</summary>
    public TimeSpan WritePause { get; init; }

    /// <summary>Whether a write that stood still was given up.</summary>
    public bool WriteWasCanceled { get; private set; }

    /// <summary>What a read waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Whether it was closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the peer has nothing more to say at this point.</summary>
    public bool IsQuiet => _piece == _pieces.Length || _given >= _stop;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The peer says no more than so many bytes.</summary>
    public void StopAt(int bytes) => _stop = bytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _reads) != 1) throw new InvalidOperationException("There are two reads at a time.");
        // As a socket does as a rule: the rest comes later.
        await Task.Yield();
        await Gate;
        Interlocked.Decrement(ref _reads);
        if (IsClosed) throw new IOException("It is closed.");
        if (IsQuiet || buffer.IsEmpty) return 0;
        var piece = _pieces[_piece];
        var count = Math.Min(Math.Min(buffer.Length, piece.Length - _offset), _stop - _given);
        piece.AsSpan(_offset, count).CopyTo(buffer.Span);
        (_offset, _given) = (_offset + count, _given + count);
        if (_offset == piece.Length) (_piece, _offset) = (_piece + 1, 0);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (++Writes >= WritesBeforeItStands)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WriteWasCanceled = true;
                throw;
            }
        }
        if (WritePause > TimeSpan.Zero) await Task.Delay(WritePause, cancellationToken);
        _written.Write(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
