namespace Signalbox.Wire.Conversation;

/// <summary>Reads the events of one streamed answer in a provider's dialect and tells them to a sink. For one stream, on one thread at a time.</summary>
public interface IAnswerStreamReader
{
    /// <summary>The tokens reported so far.</summary>
    TokenUsage? Usage { get; }

    /// <summary>Whether the answer's end was told, so that a connection that closes now cut nothing off.</summary>
    bool EndSeen { get; }

    /// <summary>Whether anything of the answer's content came.</summary>
    bool ContentSeen { get; }

    /// <summary>The error told inside the stream, after <see cref="StreamStep.Error"/>.</summary>
    AnswerError? Error { get; }

    /// <summary>Reads one event.</summary>
    /// <param name="name">The event's name; empty when it has none.</param>
    /// <param name="data">Its data, as UTF-8.</param>
    /// <param name="sink">Who is told.</param>
    StreamStep Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, IAnswerSink sink);

    /// <summary>The stream is over and <see cref="EndSeen"/>: tells what was held back, and the end. Called once.</summary>
    void Complete(IAnswerSink sink);
}
