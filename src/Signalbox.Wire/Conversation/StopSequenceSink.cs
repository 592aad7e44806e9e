using System.Text;

namespace Signalbox.Wire.Conversation;

/// <summary>
/// Ends an answer where one of the texts comes up at which the caller wants it to end, for dialects and models that do not take all of them.
/// Only what is said counts, not thoughts and calls. The text itself and all after it are not told; the beginning of one is held back until it is clear what it becomes.
/// </summary>
/// <param name="sink">Who is told.</param>
/// <param name="sequences">The texts, none of them empty.</param>
public sealed class StopSequenceSink(IAnswerSink sink, IReadOnlyList<string> sequences) : IAnswerSink
{
    private readonly StringBuilder _held = new();
    private bool _isText;
    private string? _found;

    /// <summary>Puts itself before a sink where the request has such texts; else gives the sink back.</summary>
    public static IAnswerSink Before(IAnswerSink sink, ConversationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sequences = request.StopSequences.FindAll(sequence => sequence.Length > 0);
        return sequences.Count == 0 ? sink : new StopSequenceSink(sink, sequences);
    }

    /// <inheritdoc/>
    public void Begin(in AnswerStart start) => sink.Begin(start);

    /// <inheritdoc/>
    public void OpenBlock(in BlockStart block)
    {
        if (_found is not null)
            return;
        _isText = block.Kind == BlockKind.Text;
        sink.OpenBlock(block);
    }

    /// <inheritdoc/>
    public void Append(string delta)
    {
        if (_found is not null)
            return;
        if (!_isText)
        {
            sink.Append(delta);
            return;
        }

        var text = _held.Append(delta).ToString();
        _held.Clear();
        var (at, sequence) = Find(text);
        if (sequence is null)
        {
            var kept = Beginning(text);
            Tell(text[..^kept]);
            _held.Append(text, text.Length - kept, kept);
            return;
        }

        Tell(text[..at]);
        sink.CloseBlock();
        _found = sequence;
    }

    /// <inheritdoc/>
    public void Sign(string signature)
    {
        if (_found is null)
            sink.Sign(signature);
    }

    /// <inheritdoc/>
    public void CloseBlock()
    {
        if (_found is not null)
            return;
        Tell(_held.ToString());
        _held.Clear();
        sink.CloseBlock();
    }

    /// <inheritdoc/>
    public void Finish(in AnswerEnd end) => sink.Finish(_found is null ? end : end with { Reason = StopReason.StopSequence, StopSequence = _found });

    private void Tell(string text)
    {
        if (text.Length > 0)
            sink.Append(text);
    }

    /// <summary>The sequence that comes up first.</summary>
    private (int At, string? Sequence) Find(string text)
    {
        (int At, string? Sequence) first = (text.Length, null);
        foreach (var sequence in sequences)
            if (text.IndexOf(sequence, StringComparison.Ordinal) is >= 0 and var at && at < first.At)
                first = (at, sequence);
        return first;
    }

    /// <summary>How many of the last characters may be the beginning of a sequence.</summary>
    private int Beginning(string text)
    {
        var most = 0;
        foreach (var sequence in sequences)
        {
            for (var length = Math.Min(sequence.Length - 1, text.Length); length > most; length--)
            {
                if (text.AsSpan(text.Length - length).SequenceEqual(sequence.AsSpan(0, length)))
                {
                    most = length;
                    break;
                }
            }
        }

        return most;
    }
}
