using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline;

/// <summary>Notes on the call what a reader of a whole answer leaves out of it; all else goes on.</summary>
internal sealed class ToldOmissions(Call call, IAnswerSink sink) : IAnswerSink
{
    public void Begin(in AnswerStart start) => sink.Begin(start);

    public void OpenBlock(in BlockStart block) => sink.OpenBlock(block);

    public void Append(string delta) => sink.Append(delta);

    public void Sign(string signature) => sink.Sign(signature);

    public void CloseBlock() => sink.CloseBlock();

    public void LeftOut(string part) => call.NoteLeftOut(part);

    public void Finish(in AnswerEnd end) => sink.Finish(end);
}
