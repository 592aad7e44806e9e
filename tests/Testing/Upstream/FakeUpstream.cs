using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Testing.Net;
using Testing.Time;

namespace Testing.Upstream;

/// <summary>
/// A provider that speaks OpenAI's chat protocol and responses, Anthropic's messages, Google's generateContent and Bedrock's Converse over real HTTP, misbehaves on demand, and remembers all it
/// saw. A request is answered by the first that applies: the next queued behavior, a rule, the default.
/// </summary>
public sealed class FakeUpstream : IAsyncDisposable
{
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly ConcurrentQueue<UpstreamBehavior> _queue = new();
    private readonly ConcurrentQueue<(Func<SeenRequest, bool> Applies, UpstreamBehavior Behavior)> _rules = new();
    private LoopbackServer _server = null!;
    private int _count;

    private FakeUpstream()
    {
    }

    /// <summary>The base URL for a provider, such as <c>http://127.0.0.1:40123/v1</c>.</summary>
    public string BaseUrl => $"{_server.Url}v1";

    /// <summary>The port it listens on.</summary>
    public int Port => _server.Port;

    /// <summary>What is done with a request for which nothing else was said.</summary>
    public UpstreamBehavior Default { get; set; } = new();

    /// <summary>The key to present, or null to take any or none.</summary>
    public string? RequiredKey { get; set; }

    /// <summary>The models listed and served; null serves every name and has no list (404), as some servers do.</summary>
    public IReadOnlyList<string>? Models { get; set; } = ["gpt-4o-mini", "gpt-4o", "local-model"];

    /// <summary>Whether a model not in <see cref="Models"/> is answered 404.</summary>
    public bool KnowsItsModelsOnly { get; set; }

    /// <summary>Whether requests are kept in <see cref="Requests"/>; off for load, to keep memory flat.</summary>
    public bool Remembers { get; set; } = true;

    /// <summary>All requests seen, oldest first, those for the list of models included.</summary>
    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    /// <summary>The chat requests seen, oldest first.</summary>
    public IReadOnlyList<SeenRequest> Chats => [.. _requests.Where(r => r.Target.Contains("/chat/completions", StringComparison.Ordinal))];

    /// <summary>The requests for messages seen, oldest first.</summary>
    public IReadOnlyList<SeenRequest> Messages => [.. _requests.Where(r => r.Target.Contains("/messages", StringComparison.Ordinal))];

    /// <summary>How many requests came since the start, remembered or not.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Starts an upstream.</summary>
    /// <param name="port">The port to take; 0 for any free one.</param>
    public static async Task<FakeUpstream> StartAsync(int port = 0)
    {
        var upstream = new FakeUpstream();
        upstream._server = await LoopbackServer.StartAsync(upstream.ServeAsync, port);
        return upstream;
    }

    /// <summary>Says what is done with the next chat requests, one behavior each, in order.</summary>
    public void Enqueue(params UpstreamBehavior[] behaviors)
    {
        foreach (var behavior in behaviors)
            _queue.Enqueue(behavior);
    }

    /// <summary>Says what is done with every chat request for a model.</summary>
    public void WhenModel(string model, UpstreamBehavior behavior) => When(r => r.Model == model, behavior);

    /// <summary>Says what is done with every chat request that fits; the first rule that fits counts.</summary>
    public void When(Func<SeenRequest, bool> applies, UpstreamBehavior behavior) => _rules.Enqueue((applies, behavior));

    /// <summary>Waits until so many chat requests were seen, and returns the last of them.</summary>
    /// <exception cref="TimeoutException">They did not come in time.</exception>
    public async Task<SeenRequest> ChatAsync(int number = 1, TimeSpan? within = null)
    {
        var chats = await Eventually.ValueAsync(
            () => Task.FromResult(Chats), seen => seen.Count >= number, within, $"{number} chat requests at the upstream");
        return chats[number - 1];
    }

    /// <summary>Forgets requests, queue and rules; the default behavior and the key stay.</summary>
    public void Forget()
    {
        _requests.Clear();
        _queue.Clear();
        _rules.Clear();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        using var whenAborted = context.RequestAborted.Register(request.MarkAborted);
        try
        {
            await AnswerAsync(context, request);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left. What waits for that may go on before the registration above was called, and take it back.
            request.MarkAborted();
        }
        finally
        {
            whenAborted.Unregister();
            request.MarkFinished();
        }
    }

    private async Task<SeenRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key, h => string.Join(", ", h.Value.ToArray()), StringComparer.OrdinalIgnoreCase);
        var request = new SeenRequest(
            Interlocked.Increment(ref _count),
            context.Connection.Id,
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            headers,
            body.ToArray());
        if (Remembers)
            _requests.Enqueue(request);
        return request;
    }

    private Task AnswerAsync(HttpContext context, SeenRequest request)
    {
        var exchange = new UpstreamExchange(context, request);
        if (RequiredKey is { } key && request.Headers.GetValueOrDefault("Authorization") != $"Bearer {key}" && request.Headers.GetValueOrDefault("x-api-key") != key
            && request.Headers.GetValueOrDefault("x-goog-api-key") != key && request.Headers.GetValueOrDefault("api-key") != key)
            return exchange.WriteJsonAsync(401, ChatAnswer.Error("invalid_api_key", "Incorrect API key provided."));

        var path = context.Request.Path.Value!.TrimEnd('/');
        return (request.Method, path) switch
        {
            ("GET", "/v1/models") when Models is { } models => exchange.WriteJsonAsync(200, ModelList(models)),
            ("POST", "/v1/chat/completions" or "/v1/messages" or "/v1/responses" or "/v1/embeddings" or "/v1/messages/count_tokens") => ChatAsync(exchange, request),
            ("POST", _) when request.Api is UpstreamApi.Gemini or UpstreamApi.Converse or UpstreamApi.Messages || path.Contains("/openai/", StringComparison.Ordinal) => ChatAsync(exchange, request),
            _ when path.Contains("/responses/", StringComparison.Ordinal) && _queue.TryDequeue(out var next) => exchange.AnswerAsync(next),
            _ => exchange.WriteJsonAsync(404, ChatAnswer.Error("unknown_url", $"Unknown request URL: {request.Method} {path}.")),
        };
    }

    /// <summary>The requests seen for one API, oldest first.</summary>
    public IReadOnlyList<SeenRequest> For(UpstreamApi api) => [.. _requests.Where(r => r.Method == "POST" && r.Api == api)];

    private Task ChatAsync(UpstreamExchange exchange, SeenRequest request)
    {
        var behavior = _queue.TryDequeue(out var next) ? next
            : _rules.Where(r => r.Applies(request)).Select(r => r.Behavior).FirstOrDefault() ?? Default;

        if (request.Model is null || request.Json is null || (request.Json["messages"] ?? request.Json["input"] ?? request.Json["contents"]) is null)
            return exchange.WriteJsonAsync(400, ChatAnswer.Error("invalid_request", "The body needs 'model' and 'messages' or 'input'."));
        if (KnowsItsModelsOnly && Models?.Contains(request.Model) != true)
            return exchange.WriteJsonAsync(404, ChatAnswer.Error(
                "model_not_found", $"The model `{request.Model}` does not exist or you do not have access to it."));
        if (behavior.Body is null && request.Target.EndsWith("/embeddings", StringComparison.Ordinal))
            return exchange.WriteJsonAsync(404, ChatAnswer.Error("unknown_url", "This fake answers embeddings only with exact bodies."));
        if (behavior.RejectStreamOptions && request.Json.ContainsKey("stream_options"))
            return exchange.WriteJsonAsync(400, ChatAnswer.Error(
                "unknown_parameter", "Unrecognized request argument supplied: stream_options"));
        return exchange.AnswerAsync(behavior);
    }

    private static JsonObject ModelList(IReadOnlyList<string> models) => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. models.Select(id => new JsonObject
        {
            ["id"] = id,
            ["object"] = "model",
            ["created"] = 1_700_000_000,
            ["owned_by"] = "fake",
        })]),
    };
}
