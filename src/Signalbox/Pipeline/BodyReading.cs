using System.Buffers;
using Signalbox.Threading;

namespace Signalbox.Pipeline;

/// <summary>
/// Stage 2: reads the body into one pooled buffer, bounded. A declared length over the bound is refused before a byte is read; how
/// slowly a body may come is the server's minimum data rate.
/// </summary>
internal sealed class BodyReading(PipelineOptions options)
{
    private const int FirstGuess = 4096;

    /// <summary>Most that a caller's word alone gets: a length that is declared and never sent must cost next to nothing.</summary>
    private const int MostOnTrust = 64 * 1024;

    /// <summary>The refusal, or null with the body in <see cref="Call.Body"/>.</summary>
    public async ValueTask<CallError?> RunAsync(Call call)
    {
        var request = call.Http.Request;
        if (request.ContentLength > options.MaxBodyBytes) return TooLarge();
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
            return new CallError(StatusCodes.Status415UnsupportedMediaType, "Compressed request bodies are not supported. Send the body without Content-Encoding.", "invalid-request");

        var reader = request.BodyReader;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(request.ContentLength ?? FirstGuess, 1, MostOnTrust));
        var count = 0;
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(call.Http.RequestAborted);
                var bytes = result.Buffer;
                if (count + bytes.Length > options.MaxBodyBytes) return TooLarge();
                var needed = count + (int)bytes.Length;
                if (needed > buffer.Length) buffer = Grow(buffer, count, needed);
                bytes.CopyTo(buffer.AsSpan(count));
                count = needed;
                reader.AdvanceTo(bytes.End);
                if (!result.IsCompleted) continue;
                call.SetBody(buffer, count);
                buffer = null;
                if (count > PoolContext.LongWorkBytes) await Task.Yield();
                return null;
            }
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge()
                : new CallError(bad.StatusCode, bad.StatusCode == StatusCodes.Status408RequestTimeout ? "The request body came too slowly." : "The request body could not be read.", "invalid-request");
        }
        finally
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private CallError TooLarge() => new(StatusCodes.Status413PayloadTooLarge,
        $"The request body is over the limit of {options.MaxBodyBytes:N0} bytes. Send less, or have the operator raise server.max_body_bytes.", "request-too-large");

    private static byte[] Grow(byte[] buffer, int count, int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
        buffer.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
