using System.Text;

namespace Signalbox.Wire.Conversation;

/// <summary>
/// Turns calls of tools that take raw text back into such: where a dialect has no word for them they were sent as functions with one string named
/// <c>input</c>. The arguments of such a call are held back until they are whole; all else passes at once.
/// </summary>
/// <param name="sink">Who is told.</param>
/// <param name="names">The custom tools of the request.</param>
public sealed class CustomToolSink(IAnswerSink sink, IReadOnlySet<string> names) : IAnswerSink
{
    private readonly StringBuilder _arguments = new();
    private bool _isCustom;

    /// <summary>Puts itself before a sink where the request has custom tools; else gives the sink back.</summary>
    public static IAnswerSink Before(IAnswerSink sink, ConversationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        HashSet<string>? names = null;
        foreach (var tool in request.Tools)
            if (tool.IsCustom)
                (names ??= new HashSet<string>(StringComparer.Ordinal)).Add(tool.Name);
        return names is null ? sink : new CustomToolSink(sink, names);
    }

    /// <inheritdoc/>
    public void Begin(in AnswerStart start) => sink.Begin(start);

    /// <inheritdoc/>
    public void OpenBlock(in BlockStart block)
    {
        _isCustom = block.Kind == BlockKind.ToolCall && block.Name is { } name && names.Contains(name);
        _arguments.Clear();
        sink.OpenBlock(_isCustom ? block with { Kind = BlockKind.CustomToolCall } : block);
    }

    /// <inheritdoc/>
    public void Append(string delta)
    {
        if (_isCustom)
            _arguments.Append(delta);
        else
            sink.Append(delta);
    }

    /// <inheritdoc/>
    public void Sign(string signature) => sink.Sign(signature);

    /// <inheritdoc/>
    public void CloseBlock()
    {
        if (_isCustom && CustomToolInput.Unwrap(_arguments.ToString()) is { Length: > 0 } input)
            sink.Append(input);
        sink.CloseBlock();
    }

    /// <inheritdoc/>
    public void Finish(in AnswerEnd end) => sink.Finish(end);
}
