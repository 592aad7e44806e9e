using System.Net;
using Signalbox.Wire;

namespace Signalbox.Egress.Http1;

/// <summary>The request body for the upstream: pieces of the caller's own bytes, sent without being copied together first.</summary>
internal sealed class SplicedContent : HttpContent
{
    private readonly BodySplice _splice;

    public SplicedContent(in BodySplice splice)
    {
        _splice = splice;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>The pieces.</summary>
    public ref readonly BodySplice Splice => ref _splice;

    protected override bool TryComputeLength(out long length)
    {
        length = _splice.TotalLength;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _splice.SegmentCount; i++) await stream.WriteAsync(_splice[i], cancellationToken);
    }
}
