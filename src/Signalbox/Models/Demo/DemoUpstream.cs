using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Signalbox.Models.Demo;

/// <summary>
/// The built-in demo provider: an upstream inside the process that speaks the true chat completions protocol
/// (https://platform.openai.com/docs/api-reference/chat), JSON and SSE. The same request always gets the same answer, and every
/// answer says that it is a demo. It calls no network and costs nothing.
/// </summary>
internal sealed class DemoUpstream(TimeProvider time) : HttpMessageHandler
{
    /// <summary>Its models: one answers at once, the other takes its time between tokens.</summary>
    public static IReadOnlyList<string> Models { get; } = ["demo", "demo-slow"];

    private static readonly TimeSpan SlowPause = TimeSpan.FromMilliseconds(150);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Get && path.EndsWith("/models", StringComparison.Ordinal)) return Json(HttpStatusCode.OK, ModelList());
        if (request.Method != HttpMethod.Post || !path.EndsWith("/chat/completions", StringComparison.Ordinal))
            return Error(HttpStatusCode.NotFound, $"Unknown request URL: {request.Method} {path}.", "unknown_url", null);

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (DemoRequest.Read(body) is not { } call) return Error(HttpStatusCode.BadRequest, "The request body is not a chat completion request.", null, null);
        if (!Models.Contains(call.Model)) return Error(HttpStatusCode.NotFound, $"The model '{call.Model}' does not exist.", "model_not_found", "model");

        var answer = DemoAnswer.Compose(call, time.GetUtcNow().ToUnixTimeSeconds());
        return call.Stream ? Stream(call, answer, cancellationToken) : Json(HttpStatusCode.OK, answer.ToCompletion());
    }

    private HttpResponseMessage Stream(DemoRequest call, DemoAnswer answer, CancellationToken cancellation)
    {
        var pipe = new Pipe();
        _ = WriteAsync(pipe.Writer, call, answer, cancellation);
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(pipe.Reader.AsStream()) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream") { CharSet = "utf-8" };
        return response;
    }

    private async Task WriteAsync(PipeWriter writer, DemoRequest call, DemoAnswer answer, CancellationToken cancellation)
    {
        Exception? left = null;
        try
        {
            foreach (var chunk in answer.ToChunks(call.IncludeUsage))
            {
                if (call.Model == "demo-slow") await Task.Delay(SlowPause, time, cancellation);
                var flushed = await writer.WriteAsync(Encoding.UTF8.GetBytes($"data: {chunk.ToJsonString()}\n\n"), cancellation);
                if (flushed.IsCompleted) return;
            }
            await writer.WriteAsync("data: [DONE]\n\n"u8.ToArray(), cancellation);
        }
        catch (OperationCanceledException canceled)
        {
            // The caller is gone, and so is the need for the rest. Should someone read on, the answer must not seem to have ended well.
            left = canceled;
        }
        finally
        {
            await writer.CompleteAsync(left);
        }
    }

    private static JsonObject ModelList() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. Models.Select(m => new JsonObject { ["id"] = m, ["object"] = "model", ["created"] = 0, ["owned_by"] = "signalbox-demo" })]),
    };

    private static HttpResponseMessage Error(HttpStatusCode status, string message, string? code, string? param) => Json(status, new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = "invalid_request_error", ["param"] = param, ["code"] = code },
    });

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return response;
    }
}
