using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Testing.Upstream;

/// <summary>Carries out a behavior for one request.</summary>
internal sealed class UpstreamExchange(HttpContext context, SeenRequest request)
{
    private readonly CancellationToken _gone = context.RequestAborted;

    /// <summary>Sends one JSON object and ends.</summary>
    public async Task WriteJsonAsync(int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var bytes = Encoding.UTF8.GetBytes(IUpstreamAnswer.Text(body));
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, _gone);
        request.MarkPiece();
    }

    /// <summary>Answers as the behavior says.</summary>
    public async Task AnswerAsync(UpstreamBehavior behavior)
    {
        if (behavior.NeverAnswer)
            await Task.Delay(Timeout.Infinite, _gone);
        if (behavior.ResetBeforeAnswer)
        {
            Reset();
            return;
        }

        await PauseAsync(behavior.BeforeHeaders);
        context.Response.Headers["x-request-id"] = $"req_{request.Number:D8}";
        context.Response.Headers["openai-processing-ms"] = "1";
        if (behavior.Body is { } exact)
            await WriteExactAsync(behavior, exact);
        else if (request.Stream)
            await WriteStreamAsync(behavior);
        else
            await WriteCompletionAsync(behavior);
    }

    private async Task WriteExactAsync(UpstreamBehavior behavior, IReadOnlyList<byte[]> pieces)
    {
        context.Response.StatusCode = behavior.Status;
        await StartAsync(behavior, behavior.ContentType);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0)
                await PauseAsync(behavior.BetweenChunks);
            await WriteAsync(pieces[i]);
        }

        if (behavior.Ending != StreamEnding.Done)
            await EndBadlyAsync(behavior);
    }

    private async Task WriteCompletionAsync(UpstreamBehavior behavior)
    {
        var body = Encoding.UTF8.GetBytes(
            IUpstreamAnswer.Text(Proper(behavior).Completion()));
        context.Response.ContentLength = body.Length;
        await StartAsync(behavior, "application/json");
        if (behavior.Ending is StreamEnding.Truncated or StreamEnding.Reset or StreamEnding.Silent)
        {
            await WriteAsync(body.AsMemory(0, body.Length / 2));
            await EndBadlyAsync(behavior);
            return;
        }

        await WriteAsync(body);
    }

    private async Task WriteStreamAsync(UpstreamBehavior behavior)
    {
        var answer = Proper(behavior);
        await StartAsync(behavior, answer.StreamType);
        for (var i = 0; i < behavior.HeartbeatsFirst; i++)
            await HeartbeatAsync(behavior);

        var first = true;
        foreach (var chunk in answer.ContentFrames())
        {
            await PauseAsync(first ? TimeSpan.Zero : behavior.BetweenChunks);
            await WriteAsync(answer.Encode(chunk));
            first = false;
        }

        var finishes = behavior.Ending is StreamEnding.Done or StreamEnding.WithoutDone
            or StreamEnding.OpenWithoutDone or StreamEnding.OpenWithHeartbeats;
        foreach (var chunk in finishes ? answer.FinalFrames() : [])
        {
            await PauseAsync(behavior.BetweenChunks);
            await WriteAsync(answer.Encode(chunk));
        }

        if (behavior.Ending == StreamEnding.Done)
            await WriteAsync(answer.Encode(answer.LastFrame));
        else
            await EndBadlyAsync(behavior);
    }

    private async Task EndBadlyAsync(UpstreamBehavior behavior)
    {
        switch (behavior.Ending)
        {
            case StreamEnding.Truncated:
                // Ends the TCP stream in order, without the end of the HTTP message.
                request.MarkEndedHere();
                await context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.CompleteAsync();
                break;
            case StreamEnding.Reset:
                // A reset throws away what the peer's kernel holds unread: without a pause the content would be lost with it.
                await Task.Delay(TimeSpan.FromMilliseconds(300));
                Reset();
                break;
            case StreamEnding.Silent or StreamEnding.OpenWithoutDone:
                await Task.Delay(Timeout.Infinite, _gone);
                break;
            case StreamEnding.OpenWithHeartbeats:
                while (true)
                    await HeartbeatAsync(behavior);
            case StreamEnding.ErrorEvent:
                await WriteAsync(Proper(behavior).Encode(Proper(behavior).ErrorFrame));
                break;
            default:
                break;
        }
    }

    private async Task StartAsync(UpstreamBehavior behavior, string contentType)
    {
        context.Response.ContentType = contentType;
        foreach (var (name, value) in behavior.Headers)
            context.Response.Headers[name] = value;
        await context.Response.StartAsync(_gone);
        await context.Response.Body.FlushAsync(_gone);
        await PauseAsync(behavior.BeforeFirstByte);
    }

    private IUpstreamAnswer Proper(UpstreamBehavior behavior) => request.Api switch
    {
        UpstreamApi.Messages => new MessagesAnswer(request, behavior),
        UpstreamApi.Responses => new ResponsesAnswer(request, behavior),
        UpstreamApi.Gemini => new GeminiAnswer(request, behavior),
        UpstreamApi.Converse => new ConverseAnswer(request, behavior),
        _ => new ChatAnswer(request, behavior),
    };

    private async Task HeartbeatAsync(UpstreamBehavior behavior)
    {
        await WriteAsync(": keep-alive\n\n"u8.ToArray());
        await Task.Delay(behavior.HeartbeatInterval, _gone);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, _gone);
        await context.Response.Body.FlushAsync(_gone);
        request.MarkPiece();
    }

    private Task PauseAsync(TimeSpan time) => time > TimeSpan.Zero ? Task.Delay(time, _gone) : Task.CompletedTask;

    private void Reset()
    {
        request.MarkEndedHere();
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
            connection.Socket.LingerState = new LingerOption(true, 0);
        context.Abort();
    }
}
