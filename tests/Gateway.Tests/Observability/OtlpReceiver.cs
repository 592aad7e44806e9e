using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Testing.Net;

namespace Gateway.Tests.Observability;

/// <summary>A collector that takes OTLP over HTTP and keeps the bytes.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private LoopbackServer _server = null!;

    public string Endpoint => _server.Url.AbsoluteUri;

    /// <summary>The spans received so far.</summary>
    public IReadOnlyList<OtlpSpan> Spans => [.. Bodies("/v1/traces").SelectMany(OtlpSpan.ReadAll)];

    /// <summary>The names of the metrics received so far.</summary>
    public IReadOnlySet<string> MetricNames => Bodies("/v1/metrics")
        // ExportMetricsServiceRequest.resource_metrics(1).scope_metrics(2).metrics(2).name(1)
        .SelectMany(body => new ProtobufMessage(body).Messages(1)).SelectMany(m => m.Messages(2)).SelectMany(m => m.Messages(2))
        .Select(metric => metric.Text(1)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Everything received, as text, for a search of what must not be there.</summary>
    public string Raw => string.Concat(_received.Select(r => System.Text.Encoding.Latin1.GetString(r.Body)));

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        receiver._server = await LoopbackServer.StartAsync(receiver.TakeAsync);
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<byte[]> Bodies(string path) => _received.Where(r => r.Path == path).Select(r => r.Body);

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Request.ContentType.ShouldBe("application/x-protobuf");
        _received.Enqueue((context.Request.Path, body.ToArray()));
    }
}
