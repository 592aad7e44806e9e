using System.Diagnostics;
using System.Net.Sockets;

namespace Signalbox.Bench.Upstream;

/// <summary>Answers the requests of one connection, one after the other.</summary>
internal sealed class UpstreamConnection(Socket socket, Answers answers, Pacer pacer, TimeSpan delay)
{
    private const int LargestRequest = 64 * 1024;

    /// <summary>Serves until the peer leaves.</summary>
    public async Task RunAsync()
    {
        try
        {
            using (socket) await ServeAsync();
        }
        catch (SocketException)
        {
            // The peer left in the middle; there is no one to tell.
        }
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[LargestRequest];
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0) return;
            filled += read;

            UpstreamRequest request;
            while ((request = UpstreamRequest.Read(buffer.AsSpan(0, filled))).Length != 0)
            {
                if (request.Length < 0)
                {
                    await SendAsync(answers.Refusal);
                    return;
                }
                if (request.IsStream) await StreamAsync(request);
                else
                {
                    if (delay > TimeSpan.Zero) await pacer.UntilAsync(Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency));
                    await SendAsync(answers.Json);
                }
                filled -= request.Length;
                buffer.AsSpan(request.Length, filled).CopyTo(buffer);
            }
        }
    }

    /// <summary>Sends the events on a fixed schedule: a late one does not put off those after it.</summary>
    private async Task StreamAsync(UpstreamRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        await SendAsync(answers.StreamBegin);
        for (var place = 0; place < request.Chunks; place++)
        {
            await pacer.UntilAsync(start + (long)(place + 1) * request.ChunkMs * Stopwatch.Frequency / 1000);
            await SendAsync(answers.StreamChunk(place));
        }
        await SendAsync(answers.StreamEnd);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes)..];
    }
}
