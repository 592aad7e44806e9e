using System.Text.Json.Nodes;

namespace Testing.Upstream;

/// <summary>What the upstream does with one request. As it is: a proper answer, at once.</summary>
public sealed record UpstreamBehavior
{
    /// <summary>Time between reading the request and sending the status line.</summary>
    public TimeSpan BeforeHeaders { get; init; }

    /// <summary>Time between the headers and the first byte of the body.</summary>
    public TimeSpan BeforeFirstByte { get; init; }

    /// <summary>Time between two chunks of a stream.</summary>
    public TimeSpan BetweenChunks { get; init; }

    /// <summary>Time between two heartbeats, for <see cref="StreamEnding.OpenWithHeartbeats"/>.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Heartbeats (SSE comments) sent before the first chunk, one per interval.</summary>
    public int HeartbeatsFirst { get; init; }

    /// <summary>Reads the request and says nothing until the caller leaves (R53).</summary>
    public bool NeverAnswer { get; init; }

    /// <summary>Reads the request and resets the connection before any answer.</summary>
    public bool ResetBeforeAnswer { get; init; }

    /// <summary>The status of <see cref="Body"/>; a proper answer is always 200.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Headers to add to the answer, or to put in place of ours.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>An exact body, sent in these pieces, each flushed, in place of a completion.</summary>
    public IReadOnlyList<byte[]>? Body { get; init; }

    /// <summary>The content type of <see cref="Body"/>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>What the assistant says.</summary>
    public string Text { get; init; } = "Hello from the fake upstream.";

    /// <summary>In how many pieces a stream brings <see cref="Text"/>; more than its length repeats it.</summary>
    public int Chunks { get; init; } = 3;

    /// <summary>What the assistant thinks first; null for nothing.</summary>
    public string? Thinking { get; init; }

    /// <summary>Thoughts that are withheld, in the form in which they come instead; null for none. Anthropic's messages and Converse only.</summary>
    public string? WithheldThinking { get; init; }

    /// <summary>Functions to call, in place of text.</summary>
    public IReadOnlyList<UpstreamToolCall> ToolCalls { get; init; } = [];

    /// <summary>Why the answer ends.</summary>
    public UpstreamEnd End { get; init; }

    /// <summary>The text that came up, for <see cref="UpstreamEnd.StopSequence"/>.</summary>
    public string StopSequence { get; init; } = "END";

    /// <summary>The usage to report; null reports none, even to those who ask.</summary>
    public UpstreamUsage? Usage { get; init; } = new();

    /// <summary>Whose habits the stream has.</summary>
    public UpstreamStyle Style { get; init; }

    /// <summary>How the answer ends.</summary>
    public StreamEnding Ending { get; init; }

    /// <summary>Answers 400 to a request with <c>stream_options</c> (R34).</summary>
    public bool RejectStreamOptions { get; init; }

    /// <summary>Fields to add to every JSON object of the answer, unknown to the protocol.</summary>
    public JsonObject? ExtraFields { get; init; }

    /// <summary>An answer with this status and body, and <c>Retry-After</c> when given.</summary>
    public static UpstreamBehavior Error(int status, string body, string? retryAfter = null) => Exact(body) with
    {
        Status = status,
        Headers = retryAfter is null ? [] : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
    };

    /// <summary>An error in OpenAI's shape.</summary>
    public static UpstreamBehavior OpenAIError(
        int status, string code, string message = "The fake upstream says no.", string? retryAfter = null) =>
        Error(status, ChatAnswer.Error(code, message).ToJsonString(), retryAfter);

    /// <summary>An error in Anthropic's shape.</summary>
    public static UpstreamBehavior AnthropicError(int status, string type, string message = "The fake upstream says no.", string? retryAfter = null) =>
        Error(status, MessagesAnswer.Error(type, message).ToJsonString(), retryAfter);

    /// <summary>Exactly these bytes as the body, in one piece.</summary>
    public static UpstreamBehavior Exact(string body, string contentType = "application/json") => new()
    {
        Body = [System.Text.Encoding.UTF8.GetBytes(body)],
        ContentType = contentType,
    };

    /// <summary>Exactly these pieces as a stream of server-sent events.</summary>
    public static UpstreamBehavior ExactStream(params byte[][] pieces) => new()
    {
        Body = pieces,
        ContentType = "text/event-stream",
    };
}
