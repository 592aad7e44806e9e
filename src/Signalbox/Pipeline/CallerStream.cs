using System.Buffers;

namespace Signalbox.Pipeline;

/// <summary>The caller's end of a stream: sets the response's head before its first byte, and knows whether something waits to be flushed.</summary>
internal sealed class CallerStream(Call call, CallEnding ending, string contentType) : IBufferWriter<byte>
{
    /// <summary>The memory given out last, for what is kept beside.</summary>
    private Memory<byte> _last;

    /// <summary>Takes what is written once the caller is gone; null before.</summary>
    private byte[]? _nowhere;

    /// <summary>What is written while another attempt may still serve the call; null once none may.</summary>
    private ArrayBufferWriter<byte>? _contested;

    /// <summary>Whether another attempt may still serve the call, so that nothing goes to the caller before this one has won.</summary>
    public bool IsContested
    {
        get => _contested is not null;
        init => _contested = value ? new ArrayBufferWriter<byte>(1024) : null;
    }

    /// <summary>Whether something was written that the caller does not have yet.</summary>
    public bool HasUnflushed { get; private set; }

    /// <summary>The caller is gone: what is written from here on goes nowhere.</summary>
    public void Detach() => _nowhere ??= new byte[4096];

    public void Advance(int count)
    {
        if (_nowhere is not null) return;
        HasUnflushed |= count > 0;
        if (_contested is not null)
        {
            _contested.Advance(count);
            return;
        }
        call.Capture?.Take(_last.Span[..count]);
        call.Http.Response.BodyWriter.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_nowhere is not null) return Nowhere(sizeHint);
        if (_contested is not null) return _contested.GetMemory(sizeHint);
        Begin();
        return _last = call.Http.Response.BodyWriter.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_nowhere is not null || _contested is not null || call.Capture is not null) return GetMemory(sizeHint).Span;
        Begin();
        return call.Http.Response.BodyWriter.GetSpan(sizeHint);
    }

    /// <summary>Writes a comment, which every reader of events passes over.</summary>
    public void WriteHeartbeat() => this.Write(": keep-alive\n\n"u8);

    /// <summary>Sends what was written.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        HasUnflushed = false;
        if (_nowhere is not null) return;
        if (_contested is not null) await WinAsync();
        await call.Http.Response.BodyWriter.FlushAsync(cancellation);
    }

    /// <summary>Has the attempt win its race before the caller gets anything of it.</summary>
    /// <exception cref="OperationCanceledException">Another has won.</exception>
    public async ValueTask WinAsync()
    {
        if (_contested is not { } written) return;
        if (!await call.Race!.TryWinAsync(call.Lane)) throw new OperationCanceledException(call.Ends);
        _contested = null;
        if (written.WrittenCount > 0) this.Write(written.WrittenSpan);
    }

    private byte[] Nowhere(int size) => _nowhere!.Length >= size ? _nowhere : _nowhere = new byte[size];

    private void Begin()
    {
        var response = call.Http.Response;
        if (response.HasStarted || response.Headers.ContentType.Count > 0) return;
        ending.SetHeaders(call);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
    }
}
