using System.Buffers;
using System.Runtime.CompilerServices;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// The body to send upstream, as pieces of the caller's body with the few replaced bytes between them. Nothing of the
/// caller's body is copied or written anew: unknown fields, order, white space and number spelling go up as they came.
/// </summary>
/// <remarks>The pieces refer to the caller's buffer, which must stay alive and unchanged until they are sent.</remarks>
public readonly struct ChatRequestSplice
{
    private readonly Pieces _pieces;

    private ChatRequestSplice(Pieces pieces, int count, long totalLength, bool addsUsageRequest)
    {
        _pieces = pieces;
        SegmentCount = count;
        TotalLength = totalLength;
        AddsUsageRequest = addsUsageRequest;
    }

    /// <summary>Number of pieces, at most 5.</summary>
    public int SegmentCount { get; }

    /// <summary>Bytes of all pieces together: the Content-Length.</summary>
    public long TotalLength { get; }

    /// <summary>
    /// Whether the upstream is asked for usage that the caller did not ask for, so that it must be hidden from the
    /// caller again.
    /// </summary>
    public bool AddsUsageRequest { get; }

    /// <summary>The piece at <paramref name="index"/>; none is empty.</summary>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)SegmentCount, nameof(index));
            return _pieces[index];
        }
    }

    /// <summary>Plans the replacement of the model and, on request, of the wish for usage.</summary>
    /// <param name="body">The body that was scanned.</param>
    /// <param name="scan">Its scan.</param>
    /// <param name="upstreamModel">
    /// The upstream's model name as a JSON string token with quotes (<see cref="Json.JsonText.Encode"/>).
    /// </param>
    /// <param name="requestUsage">
    /// Whether a stream must report usage. Has no effect on a request without <c>stream: true</c>, where
    /// <c>stream_options</c> is not allowed and usage comes anyway.
    /// </param>
    public static ChatRequestSplice Create(
        ReadOnlyMemory<byte> body, in ChatRequestScan scan, ReadOnlyMemory<byte> upstreamModel, bool requestUsage)
    {
        if (upstreamModel.Length < 3 || upstreamModel.Span[0] != (byte)'"' || upstreamModel.Span[^1] != (byte)'"')
            throw new ArgumentException("The model must be a non-empty JSON string token, quotes included.", nameof(upstreamModel));
        var model = new Edit(scan.ModelToken, upstreamModel);
        var builder = new Builder(body);
        var adds = requestUsage && scan.Stream && !scan.IncludeUsage;
        if (!adds)
        {
            builder.Apply(model);
        }
        else
        {
            var usage = UsageEdit(scan);
            var usageFirst = usage.Target.Start < model.Target.Start;
            builder.Apply(usageFirst ? usage : model);
            builder.Apply(usageFirst ? model : usage);
        }

        return builder.Finish(adds);
    }

    /// <summary>Copies the pieces, one after the other, to <paramref name="target"/>.</summary>
    public void CopyTo(Span<byte> target)
    {
        for (var i = 0; i < SegmentCount; i++)
        {
            _pieces[i].Span.CopyTo(target);
            target = target[_pieces[i].Length..];
        }
    }

    /// <summary>Writes the pieces, one after the other.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        for (var i = 0; i < SegmentCount; i++)
            output.Write(_pieces[i].Span);
    }

    private static Edit UsageEdit(in ChatRequestScan scan)
    {
        var site = scan.UsageRequestSite;
        if (!scan.HasStreamOptions)
            return new Edit(new ByteRange(scan.ModelToken.End, 0), UsageRequestBytes.NewField);
        if (site.IsNull)
            return new Edit(scan.StreamOptions, UsageRequestBytes.Object);
        if (site.IncludeUsageValue.IsPresent)
            return new Edit(site.IncludeUsageValue, UsageRequestBytes.True);
        var afterBrace = new ByteRange(scan.StreamOptions.Start + 1, 0);
        return new Edit(afterBrace, site.IsEmptyObject ? UsageRequestBytes.OnlyMember : UsageRequestBytes.FirstMember);
    }

    private readonly record struct Edit(ByteRange Target, ReadOnlyMemory<byte> Replacement);

    private ref struct Builder(ReadOnlyMemory<byte> body)
    {
        private Pieces _pieces;
        private int _count;
        private int _from;
        private long _length;

        public void Apply(in Edit edit)
        {
            Add(body[_from..edit.Target.Start]);
            Add(edit.Replacement);
            _from = edit.Target.End;
        }

        public ChatRequestSplice Finish(bool addsUsageRequest)
        {
            Add(body[_from..]);
            return new ChatRequestSplice(_pieces, _count, _length, addsUsageRequest);
        }

        private void Add(ReadOnlyMemory<byte> piece)
        {
            if (piece.IsEmpty)
                return;
            _pieces[_count++] = piece;
            _length += piece.Length;
        }
    }

    [InlineArray(5)]
    private struct Pieces
    {
        private ReadOnlyMemory<byte> _first;
    }
}
