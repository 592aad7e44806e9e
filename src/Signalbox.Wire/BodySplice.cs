using System.Buffers;
using System.Runtime.CompilerServices;

namespace Signalbox.Wire;

/// <summary>
/// The body to send upstream, as pieces of the caller's body with the few replaced bytes between them. Nothing of the
/// caller's body is copied or written anew: unknown fields, order, white space and number spelling go up as they came.
/// </summary>
/// <remarks>The pieces refer to the caller's buffer, which must stay alive and unchanged until they are sent.</remarks>
public readonly struct BodySplice
{
    /// <summary>Most pieces there can be: what two edits leave of a body, and the edits.</summary>
    private const int MaxSegments = 5;

    private readonly Pieces _pieces;

    private BodySplice(in Pieces pieces, int count, long totalLength)
    {
        _pieces = pieces;
        SegmentCount = count;
        TotalLength = totalLength;
    }

    /// <summary>Number of pieces, at most 5.</summary>
    public int SegmentCount { get; }

    /// <summary>Bytes of all pieces together: the Content-Length.</summary>
    public long TotalLength { get; }

    /// <summary>The piece at <paramref name="index"/>; none is empty.</summary>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)SegmentCount, nameof(index));
            return _pieces[index];
        }
    }

    /// <summary>Plans the replacement of the model and of nothing else.</summary>
    /// <param name="body">The body that was scanned.</param>
    /// <param name="model">Where its model stands.</param>
    /// <param name="upstreamModel">The upstream's model name as a JSON string token with quotes (<see cref="Json.JsonText.Encode"/>).</param>
    public static BodySplice WithModel(ReadOnlyMemory<byte> body, in ModelField model, ReadOnlyMemory<byte> upstreamModel)
    {
        var builder = new Builder(body);
        builder.Apply(Edit.Model(model, upstreamModel));
        return builder.Finish();
    }

    /// <summary>A body that is sent as it is.</summary>
    public static BodySplice Whole(ReadOnlyMemory<byte> body) => new Builder(body).Finish();

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

    /// <summary>One replacement of a stretch of the body, which may be empty: then it is an insertion.</summary>
    internal readonly record struct Edit(ByteRange Target, ReadOnlyMemory<byte> Replacement)
    {
        /// <summary>The replacement of the model's name.</summary>
        /// <param name="model">The model in the body.</param>
        /// <param name="token">Another name as a JSON string token with quotes.</param>
        public static Edit Model(in ModelField model, ReadOnlyMemory<byte> token)
        {
            if (token.Length < 3 || token.Span[0] != (byte)'"' || token.Span[^1] != (byte)'"')
                throw new ArgumentException("The model must be a non-empty JSON string token, quotes included.", nameof(token));
            return new Edit(model.Token, token);
        }
    }

    /// <summary>Cuts a body into pieces, by at most two edits told in the order of their places.</summary>
    internal ref struct Builder(ReadOnlyMemory<byte> body)
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

        public BodySplice Finish()
        {
            Add(body[_from..]);
            return new BodySplice(_pieces, _count, _length);
        }

        private void Add(ReadOnlyMemory<byte> piece)
        {
            if (piece.IsEmpty)
                return;
            _pieces[_count++] = piece;
            _length += piece.Length;
        }
    }

    [InlineArray(MaxSegments)]
    private struct Pieces
    {
        private ReadOnlyMemory<byte> _first;
    }
}
