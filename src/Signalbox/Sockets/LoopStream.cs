namespace Signalbox.Sockets;

/// <summary>A <see cref="LoopSocket"/> as the stream that an HTTP handler or TLS reads and writes.</summary>
internal sealed class LoopStream(LoopSocket socket) : Stream
{
    /// <summary>For one that was dropped: its loop holds the socket, so that nothing else would ever close it.</summary>
    ~LoopStream() => Dispose(disposing: false);

    /// <summary>Where what awaits it goes on.</summary>
    public SocketLoop Loop => socket.Loop;

    /// <summary>Whether nothing has come that was not read, and the peer has not ended.</summary>
    public bool IsQuiet => socket.IsQuiet;

    /// <summary>Whether the peer has ended, or the connection failed.</summary>
    public bool HasPeerEnded => socket.HasPeerEnded;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => socket.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        socket.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => socket.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        socket.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    /// <summary>Reads, for those who have threads of their own to wait on, as the exporter of telemetry does.</summary>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Writes, for the same.</summary>
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        socket.Dispose();
        base.Dispose(disposing);
    }
}
