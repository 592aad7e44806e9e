using System.Text;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Tokens;

namespace Signalbox.Pipeline.Metering;

/// <summary>
/// Tells estimates at an answer's end for counts that the provider has not told, to callers of messages: Anthropic's clients take the counts for granted,
/// and 0 would say that nothing was used. OpenAI's can do without.
/// </summary>
internal sealed class EstimatedCounts : IAnswerSink
{
    private readonly Call _call;
    private readonly IAnswerSink _sink;
    private TokenUsage _told;
    private long _bytes;

    private EstimatedCounts(Call call, IAnswerSink sink) => (_call, _sink) = (call, sink);

    /// <summary>Puts it before the caller's writer where the caller needs it.</summary>
    public static IAnswerSink Before(IAnswerSink sink, Call call) => call.Dialect == ApiDialects.Messages ? new EstimatedCounts(call, sink) : sink;

    void IAnswerSink.Begin(in AnswerStart start)
    {
        _told = start.Usage ?? default;
        _sink.Begin(start);
    }

    void IAnswerSink.OpenBlock(in BlockStart block) => _sink.OpenBlock(block);

    void IAnswerSink.Append(string delta)
    {
        _bytes += Encoding.UTF8.GetByteCount(delta);
        _sink.Append(delta);
    }

    void IAnswerSink.Sign(string signature) => _sink.Sign(signature);

    void IAnswerSink.CloseBlock() => _sink.CloseBlock();

    void IAnswerSink.LeftOut(string part) => _sink.LeftOut(part);

    void IAnswerSink.Finish(in AnswerEnd end)
    {
        var told = end.Usage ?? _told;
        _sink.Finish(end with
        {
            Usage = told with
            {
                Input = told.Input ?? _call.Record.TokensInput ?? PromptTokens.BySize(_call),
                Output = told.Output ?? TokenFamily.For(_call.Record.UpstreamModel ?? "").OfBytes(_bytes),
            },
        });
    }
}
