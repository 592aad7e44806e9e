using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Signalbox.Sockets;

/// <summary>
/// A caller's connection: what arrives goes into a pipe that the server reads, what the server writes into another goes out, each in the thread
/// where it comes up.
/// </summary>
internal sealed partial class LoopConnection : DefaultConnectionContext, IMemoryPoolFeature
{
    /// <summary>Room for a read: half a block of the server's memory.</summary>
    private const int LeastRoom = 2048;

    private static long _connections;

    private readonly LoopSocket _socket;
    private readonly Ends _application;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _closeTold = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Task? _work;
    private Exception? _shutDownFor;
    private string? _id;

    public LoopConnection(Socket accepted, MemoryPool<byte> memory, SocketTransportOptions options, ILogger logger)
    {
        _logger = logger;
        LocalEndPoint = accepted.LocalEndPoint;
        RemoteEndPoint = accepted.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        MemoryPool = memory;
        Features.Set<IMemoryPoolFeature>(this);
        var input = new Pipe(Options(options.MaxReadBufferSize));
        var output = new Pipe(Options(options.MaxWriteBufferSize));
        Transport = new Ends(input.Reader, output.Writer);
        _application = new Ends(output.Reader, input.Writer);
        _socket = LoopSocket.Take(accepted);

        PipeOptions Options(long? most) =>
            new(memory, PipeScheduler.Inline, PipeScheduler.Inline, most ?? 0, (most ?? 0) / 2, useSynchronizationContext: false);
    }

    /// <inheritdoc />
    public MemoryPool<byte> MemoryPool { get; }

    /// <inheritdoc />
    public override string ConnectionId
    {
        get => _id ??= $"C{Interlocked.Increment(ref _connections):X8}";
        set => _id = value;
    }

    /// <summary>Begins to read and write.</summary>
    public void Start() => _work = WorkAsync();

    /// <inheritdoc />
    public override void Abort(ConnectionAbortedException abortReason)
    {
        Close(abortReason);
        // Its reason is to be set before the writing ends.
        _application.Input.CancelPendingRead();
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
        if (_work is { } work) await work;
        _closed.Dispose();
        await base.DisposeAsync();
    }

    private async Task WorkAsync()
    {
        try
        {
            var reading = ReadAsync();
            var writing = WriteAsync();
            await reading;
            await writing;
        }
        catch (Exception unexpected)
        {
            Log.Unexpected(_logger, ConnectionId, unexpected);
        }
    }

    private async Task ReadAsync()
    {
        Exception? failure = null;
        try
        {
            var input = _application.Output;
            while (true)
            {
                // No memory is held for who is silent.
                await _socket.ReadAsync(Memory<byte>.Empty, CancellationToken.None);
                var count = await _socket.ReadAsync(input.GetMemory(LeastRoom), CancellationToken.None);
                if (count == 0) break;
                input.Advance(count);
                var flushed = await input.FlushAsync();
                if (flushed.IsCompleted || flushed.IsCanceled) break;
            }
        }
        catch (IOException broken)
        {
            failure = new ConnectionResetException(broken.Message, broken);
        }
        catch (Exception unexpected)
        {
            failure = unexpected;
            Log.Unexpected(_logger, ConnectionId, unexpected);
        }
        finally
        {
            await _application.Output.CompleteAsync(_shutDownFor ?? failure);
            TellClosed();
            await _closeTold.Task;
        }
    }

    private async Task WriteAsync()
    {
        Exception? reason = null, unexpected = null;
        try
        {
            var output = _application.Input;
            while (true)
            {
                var result = await output.ReadAsync();
                if (result.IsCanceled) break;
                var buffer = result.Buffer;
                if (buffer.IsSingleSegment) await _socket.WriteAsync(buffer.First, CancellationToken.None);
                else if (!buffer.IsEmpty) await WriteTogetherAsync(buffer);
                output.AdvanceTo(buffer.End);
                if (result.IsCompleted) break;
            }
        }
        catch (IOException broken)
        {
            reason = new ConnectionResetException(broken.Message, broken);
        }
        catch (Exception other)
        {
            reason = unexpected = other;
            Log.Unexpected(_logger, ConnectionId, other);
        }
        finally
        {
            Close(reason);
            await _application.Input.CompleteAsync(unexpected);
            // Reading may be held up by a caller of ours who reads no more.
            _application.Output.CancelPendingFlush();
        }
    }

    /// <summary>Several pieces as one, so that they go out in one packet and by one call of the system.</summary>
    private async ValueTask WriteTogetherAsync(ReadOnlySequence<byte> pieces)
    {
        var together = ArrayPool<byte>.Shared.Rent((int)pieces.Length);
        try
        {
            pieces.CopyTo(together);
            await _socket.WriteAsync(together.AsMemory(0, (int)pieces.Length), CancellationToken.None);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(together);
        }
    }

    private void Close(Exception? reason)
    {
        lock (_gate)
        {
            if (_shutDownFor is not null) return;
            _shutDownFor = reason ?? new ConnectionAbortedException("The server has written all.");
            try
            {
                if (reason is null) _socket.Socket.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException)
            {
                // The other side was faster.
            }
            _socket.Close(atOnce: reason is not null);
        }
    }

    private void TellClosed() => ThreadPool.UnsafeQueueUserWorkItem(
        static connection =>
        {
            try
            {
                connection._closed.Cancel();
            }
            catch (Exception unexpected)
            {
                Log.Unexpected(connection._logger, connection.ConnectionId, unexpected);
            }
            connection._closeTold.TrySetResult();
        }, this, preferLocal: false);

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Error, "The connection {Connection} failed unexpectedly")]
        public static partial void Unexpected(ILogger logger, string connection, Exception failure);
    }
}
