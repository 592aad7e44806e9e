using System.Buffers;
using System.Runtime.CompilerServices;
using Signalbox.Sockets;

namespace Signalbox.Egress.Http1;

/// <summary>
/// A connection to an upstream, one request after the other. It holds memory only for bytes that came and were not asked for yet: a stream that waits
/// for its next event holds none.
/// </summary>
/// <param name="pool">Where it goes between requests.</param>
/// <param name="stream">What it writes to and reads from, TLS included.</param>
/// <param name="isQuiet">Whether, between requests, the peer has neither ended nor said anything of its own accord.</param>
/// <param name="loop">Whose thread its answers wake; null when that can be any.</param>
internal sealed class Http1Connection(Http1Pool pool, Stream stream, Func<bool> isQuiet, SocketLoop? loop = null)
{
    /// <summary>Larger bodies are written from where they are.</summary>
    private const int MostCopied = 16 * 1024;

    private const int BufferBytes = 4096;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private bool _isFilling;
    private bool _isClosed;
    private string? _usualType;

    /// <summary>Whose thread its answers wake.</summary>
    public SocketLoop? Loop { get; } = loop;

    /// <summary>When it was opened, by <see cref="Environment.TickCount64"/>.</summary>
    public long OpenedAt { get; } = Environment.TickCount64;

    /// <summary>When it was last given back.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether a request may be sent.</summary>
    public bool IsFit => !_isClosed && isQuiet();

    /// <summary>What came and was not taken.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Sends a request and reads the head of its answer; closes the connection if that fails.</summary>
    /// <remarks>The usual case stands here and not in parts of its own: each of them would be one more to wake for every answer.</remarks>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="HttpRequestException">The answer is not valid HTTP, or the request cannot be sent.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, SplicedContent? content, CancellationToken cancellation)
    {
        try
        {
            if (content?.Splice.TotalLength > MostCopied) return await SendLargeAsync(request, content, cancellation);
            var writing = WriteTogether(request, content, cancellation);
            var isWritten = writing.IsCompletedSuccessfully;
            var rest = isWritten ? null : writing.AsTask();
            // It may go on for as long as the connection is open, since what is written has been copied, and fails with it.
            _ = rest?.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
            // Nothing is unread, so that no memory is held until the answer comes.
            _ = await stream.ReadAsync(Memory<byte>.Empty, cancellation);
            _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
            _end = await stream.ReadAsync(_buffer, cancellation);
            var head = TryReadHead(0) ?? await ReadHeadAsync(cancellation);
            return Message(request, head, isWritten || rest is { IsCompletedSuccessfully: true });
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Marks what came as taken.</summary>
    public void Take(int count)
    {
        _start += count;
        if (_start == _end) Release();
    }

    /// <summary>Reads what comes next, until there is something unread, or more of it than there was. Returns false at the connection's end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_buffer.Length == 0)
        {
            await ReadAsync(Memory<byte>.Empty, cancellation);
            _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        }
        else if (_end == _buffer.Length)
        {
            MakeRoom();
        }
        _isFilling = true;
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _isFilling = false;
        if (_isClosed) return false;
        _end += read;
        if (_start == _end) Release();
        return read > 0;
    }

    /// <summary>Reads what comes next into somebody else's memory; with none of it, waits until there is something. Only with nothing unread.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellation) => stream.ReadAsync(into, cancellation);

    /// <summary>The answer has been read.</summary>
    /// <param name="mayStayOpen">Whether the connection may be used again.</param>
    public void Finish(bool mayStayOpen)
    {
        // More than was answered is an answer to nothing.
        if (mayStayOpen && _start == _end) pool.Return(this);
        else Close();
    }

    /// <summary>Closes it.</summary>
    public void Close()
    {
        if (_isClosed) return;
        _isClosed = true;
        Release();
        stream.Dispose();
    }

    /// <summary>The same for a body that is sent from where it is, which takes its time: an answer may come before all of it is gone.</summary>
    private async Task<HttpResponseMessage> SendLargeAsync(HttpRequestMessage request, SplicedContent content, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var writing = WriteAsync(request, content, stop.Token);
        ResponseHead head;
        var isWritten = false;
        try
        {
            head = await ReadHeadAsync(cancellation);
            // Who begins a proper answer so early still reads; who refuses need not.
            if (head.Status < 300) await writing;
            isWritten = writing.IsCompletedSuccessfully;
        }
        finally
        {
            // What would be written later may be somebody else's by then.
            if (!writing.IsCompleted) await stop.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return Message(request, head, isWritten);
    }

    private HttpResponseMessage Message(HttpRequestMessage request, ResponseHead head, bool isWritten)
    {
        _usualType = head.ContentType ?? _usualType;
        // From here on the connection may be another request's: a body of no bytes is read already.
        var body = new Http1Body(this, head, isHead: request.Method == HttpMethod.Head, mayStayOpen: isWritten && head.StaysOpen);
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)head.Status) { RequestMessage = request, Content = new Http1Content(body) };
        if (head.ContentType is { Length: > 0 } type) response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (head.RetryAfter is { } wait) response.Headers.TryAddWithoutValidation("Retry-After", wait);
        if (head.RetryAfterMs is { } milliseconds) response.Headers.TryAddWithoutValidation("retry-after-ms", milliseconds);
        return response;
    }

    /// <summary>Head and body in one piece and, as a rule, one packet.</summary>
    private ValueTask WriteTogether(HttpRequestMessage request, SplicedContent? content, CancellationToken cancellation)
    {
        var message = new RequestBytes(1024 + (int)(content?.Splice.TotalLength ?? 0));
        ValueTask writing;
        try
        {
            WriteHead(request, content, message);
            content?.Splice.WriteTo(message);
            writing = stream.WriteAsync(message.Written, cancellation);
        }
        catch
        {
            message.Dispose();
            throw;
        }
        if (!writing.IsCompleted) return FinishAsync(writing, message);
        message.Dispose();
        return writing;

        static async ValueTask FinishAsync(ValueTask writing, RequestBytes message)
        {
            using (message) await writing;
        }
    }

    private async Task WriteAsync(HttpRequestMessage request, SplicedContent content, CancellationToken cancellation)
    {
        using (var head = new RequestBytes(1024))
        {
            WriteHead(request, content, head);
            await stream.WriteAsync(head.Written, cancellation);
        }
        for (var i = 0; i < content.Splice.SegmentCount; i++) await stream.WriteAsync(content.Splice[i], cancellation);
    }

    private void WriteHead(HttpRequestMessage request, SplicedContent? content, RequestBytes output)
    {
        output.Write(pool.StartOf(request));
        RequestHead.WriteRest(request, content?.Splice.TotalLength ?? (request.Method == HttpMethod.Post ? 0 : null), output);
    }

    /// <summary>Reads until there is a head. Something may have come already.</summary>
    private async Task<ResponseHead> ReadHeadAsync(CancellationToken cancellation)
    {
        var searched = 0;
        while (true)
        {
            if (TryReadHead(searched) is { } head) return head;
            searched = _end - _start;
            if (!await FillAsync(cancellation))
                throw new HttpIOException(HttpRequestError.ResponseEnded, searched == 0 ? "The connection ended before an answer came." : "The connection ended in the midst of an answer's head.");
        }
    }

    /// <summary>Takes the head of what came, if it is whole, and what is no answer yet before it.</summary>
    private ResponseHead? TryReadHead(int searched)
    {
        while (true)
        {
            var end = ResponseHead.FindEnd(Unread, searched);
            if (end > ResponseHead.MaxBytes || (end < 0 && Unread.Length > ResponseHead.MaxBytes)) throw ResponseHead.Invalid("its headers are too large");
            if (end < 0) return null;
            var head = ResponseHead.Parse(Unread[..end], _usualType);
            Take(end);
            if (!head.IsInterim) return head;
            if (head.Status == 101) throw ResponseHead.Invalid("it switches protocols unasked");
            searched = 0;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            return;
        }
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Unread.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void Release()
    {
        (_start, _end) = (0, 0);
        // What a read may still write to is nobody else's.
        if (_buffer.Length > 0 && !_isFilling) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
