using System.Runtime.CompilerServices;

namespace Signalbox.Egress.Http1;

/// <summary>
/// The body of an answer as it comes. A read of no bytes ends when there is something to read. With its last byte the connection is free for the next request.
/// </summary>
internal sealed class Http1Body : ReceivedStream
{
    /// <summary>What an end that nobody waited for may still cost, so that the connection is not lost for want of a last chunk.</summary>
    private const int MostDrained = 64 * 1024, LongestDrainMs = 250;

    private readonly bool _mayStayOpen;
    private readonly bool _isChunked;
    private Http1Connection? _connection;
    private ChunkFramer _chunks;
    private long? _left;
    private bool _isDisposed;

    /// <param name="connection">Where it comes from.</param>
    /// <param name="head">What it was announced as.</param>
    /// <param name="isHead">Whether the request was one that is answered by a head alone.</param>
    /// <param name="mayStayOpen">Whether the connection may be used again after it.</param>
    public Http1Body(Http1Connection connection, ResponseHead head, bool isHead, bool mayStayOpen)
    {
        (_connection, _mayStayOpen, _isChunked) = (connection, mayStayOpen, head.IsChunked);
        Declared = _left = isHead || head.Status is 204 or 304 ? 0 : head.Length;
        if (_left == 0)
        {
            _isChunked = false;
            End();
        }
        // Else it ends with the connection (RFC 9112, section 6.3).
        else if (_left is null && !_isChunked) _mayStayOpen = false;
    }

    /// <summary>How long it is; null when nobody knows.</summary>
    public long? Declared { get; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _connection is { } connection ? ReadNextAsync(connection, buffer, cancellationToken) : new(0);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        // The message disposes of its content, and that of the stream it gave out.
        if (!disposing || _isDisposed) return;
        _isDisposed = true;
        if (_connection is not { } connection) return;
        if (_mayStayOpen && _left is null or <= MostDrained) _ = DrainAsync(connection);
        else Abandon(connection);
    }

    private ValueTask<int> ReadNextAsync(Http1Connection connection, Memory<byte> buffer, CancellationToken cancellation)
    {
        if (_isChunked || connection.Unread.IsEmpty) return ReadAsync(connection, buffer, cancellation);
        var unread = connection.Unread;
        var count = (int)Math.Min(Math.Min(unread.Length, buffer.Length), _left ?? long.MaxValue);
        unread[..count].CopyTo(buffer.Span);
        connection.Take(count);
        return new(Took(count, isClean: true));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync(Http1Connection connection, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return _isChunked ? await ReadChunkAsync(connection, buffer, cancellation) : await ReadPlainAsync(connection, buffer, cancellation);
        }
        catch
        {
            Abandon(connection);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadPlainAsync(Http1Connection connection, Memory<byte> buffer, CancellationToken cancellation)
    {
        var read = await connection.ReadAsync(buffer, cancellation);
        if (buffer.IsEmpty) return 0;
        if (read == 0)
        {
            if (_left is not null) throw Ended();
            End();
            return 0;
        }
        // Nothing may follow: the whole of the buffer was offered only to learn that nothing more is there.
        var isClean = read <= (_left ?? long.MaxValue);
        return Took(isClean ? read : (int)_left!.Value, isClean);
    }

    private int Took(int count, bool isClean)
    {
        if (_left is null) return count;
        _left -= count;
        if (_left == 0) End(isClean);
        return count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadChunkAsync(Http1Connection connection, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (true)
        {
            var count = NextChunk(connection);
            if (_chunks.HasEnded) return 0;
            if (count > 0)
            {
                count = Math.Min(count, buffer.Length);
                connection.Unread[..count].CopyTo(buffer.Span);
                connection.Take(count);
                _chunks.Took(count);
                // The end may have come with the last of the data.
                if (!connection.Unread.IsEmpty) NextChunk(connection);
                return count;
            }
            if (!await connection.FillAsync(cancellation)) throw Ended();
        }
    }

    /// <summary>Goes on to the next data, or the end. Returns how many bytes of data there are.</summary>
    private int NextChunk(Http1Connection connection)
    {
        var count = _chunks.Next(connection.Unread, out var taken);
        if (taken > 0) connection.Take(taken);
        if (_chunks.HasEnded) End();
        return count;
    }

    /// <summary>Reads what is left, if that is little and comes soon.</summary>
    private async Task DrainAsync(Http1Connection connection)
    {
        try
        {
            using var limit = new CancellationTokenSource(LongestDrainMs);
            var unwanted = new byte[1024];
            var most = MostDrained;
            while (_connection is not null && most > 0) most -= await ReadNextAsync(connection, unwanted, limit.Token);
            if (_connection is not null) Abandon(connection);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            // The read has closed it.
        }
    }

    private void End(bool isClean = true)
    {
        var connection = _connection!;
        _connection = null;
        connection.Finish(_mayStayOpen && isClean);
    }

    private void Abandon(Http1Connection connection)
    {
        _connection = null;
        connection.Close();
    }

    private static HttpIOException Ended() => new(HttpRequestError.ResponseEnded, "The connection ended in the midst of an answer.");
}
