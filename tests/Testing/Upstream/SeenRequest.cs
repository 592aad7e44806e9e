using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing.Upstream;

/// <summary>One request as the upstream saw it, and how it went on.</summary>
public sealed class SeenRequest
{
    private readonly TaskCompletionSource<DateTimeOffset> _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _piecesSent;
    private volatile bool _endedHere;

    internal SeenRequest(
        int number,
        string connection,
        string method,
        string target,
        IReadOnlyDictionary<string, string> headers,
        byte[] body)
    {
        Number = number;
        Connection = connection;
        Method = method;
        Target = target;
        Headers = headers;
        Body = body;
        Json = Parse(body);
    }

    /// <summary>1 for the first request since the server started.</summary>
    public int Number { get; }

    /// <summary>Names the TCP connection it came on.</summary>
    public string Connection { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path and query as they came.</summary>
    public string Target { get; }

    /// <summary>Headers by name, whatever the case; several values are joined by ", ".</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body, byte for byte.</summary>
    public IReadOnlyList<byte> Body { get; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString([.. Body]);

    /// <summary>The body as a JSON object, or null when it is none.</summary>
    public JsonObject? Json { get; }

    /// <summary>When it was read whole.</summary>
    public DateTimeOffset ReceivedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>Which API it is for, by its address.</summary>
    public UpstreamApi Api =>
        Target.Contains(":generateContent", StringComparison.Ordinal) || Target.Contains(":streamGenerateContent", StringComparison.Ordinal) ? UpstreamApi.Gemini
        : Target.Contains("/converse", StringComparison.Ordinal) ? UpstreamApi.Converse
        : Target.Contains("/messages", StringComparison.Ordinal) || IsRawPrediction ? UpstreamApi.Messages
        : Target.Contains("/responses", StringComparison.Ordinal) ? UpstreamApi.Responses
        : UpstreamApi.Chat;

    /// <summary>Whether it is for Vertex AI's <c>rawPredict</c> or <c>streamRawPredict</c>.</summary>
    private bool IsRawPrediction => Target.EndsWith(":rawPredict", StringComparison.Ordinal) || Target.EndsWith(":streamRawPredict", StringComparison.Ordinal);

    /// <summary>The model asked for, in the body or in the address, or null.</summary>
    public string? Model => Json?["model"] is JsonValue value && value.TryGetValue<string>(out var model) ? model : ModelInAddress();

    /// <summary>Whether a stream was asked for.</summary>
    public bool Stream => Api switch
    {
        UpstreamApi.Gemini => Target.Contains(":streamGenerateContent", StringComparison.Ordinal),
        UpstreamApi.Converse => Target.EndsWith("/converse-stream", StringComparison.Ordinal),
        _ => Json?["stream"] is JsonValue value && value.TryGetValue<bool>(out var stream) && stream,
    };

    /// <summary>Whether a stream is to report usage.</summary>
    public bool AsksForUsage => Json?["stream_options"] is JsonObject options
        && options["include_usage"] is JsonValue value && value.TryGetValue<bool>(out var wanted) && wanted;

    /// <summary>Whether the caller went away before the answer was complete.</summary>
    public bool Aborted => _aborted.Task.IsCompletedSuccessfully;

    /// <summary>Completes, with the time, when the caller goes away before the answer is complete (R74).</summary>
    public Task<DateTimeOffset> WhenAborted => _aborted.Task;

    /// <summary>Completes when the upstream is done with the request, however it went.</summary>
    public Task WhenFinished => _finished.Task;

    /// <summary>How many pieces of the answer's body were written.</summary>
    public int PiecesSent => Volatile.Read(ref _piecesSent);

    /// <inheritdoc />
    public override string ToString() => $"#{Number} {Method} {Target} model={Model} aborted={Aborted}";

    internal void MarkPiece() => Interlocked.Increment(ref _piecesSent);

    /// <summary>The upstream breaks the connection itself, which is not the caller's leaving.</summary>
    internal void MarkEndedHere() => _endedHere = true;

    internal void MarkAborted()
    {
        if (!_endedHere)
            _aborted.TrySetResult(DateTimeOffset.UtcNow);
    }

    internal void MarkFinished() => _finished.TrySetResult();

    private string? ModelInAddress()
    {
        var path = Target.Split('?')[0];
        var (begin, end) = Api switch
        {
            UpstreamApi.Gemini or UpstreamApi.Messages when path.Contains(':', StringComparison.Ordinal) => (path.LastIndexOf('/') + 1, path.LastIndexOf(':')),
            UpstreamApi.Converse => (path.IndexOf("/model/", StringComparison.Ordinal) + "/model/".Length, path.LastIndexOf('/')),
            _ when path.IndexOf("/deployments/", StringComparison.Ordinal) is >= 0 and var at =>
                (at + "/deployments/".Length, path.IndexOf('/', at + "/deployments/".Length)),
            _ => (-1, -1),
        };
        return begin >= 0 && end > begin ? Uri.UnescapeDataString(path[begin..end]) : null;
    }

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
