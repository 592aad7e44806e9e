using System.Buffers.Text;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// One walk over one JSON text from an upstream. A chunk of a stream and a complete answer differ in <c>delta</c> and
/// <c>message</c> only, so one walk reads both
/// (https://platform.openai.com/docs/api-reference/chat/object, .../chat-streaming).
/// </summary>
internal ref struct ChatPayloadWalk
{
    private readonly ReadOnlySpan<byte> _json;
    private JsonCursor _cursor;
    private bool _usageTwice;
    private ServiceClass _serviceClass;
    private ErrorScan _bareError;
    private bool _objectIsError;

    public ChatPayloadWalk(ReadOnlySpan<byte> json)
    {
        _json = json;
        _cursor = new JsonCursor(json);
    }

    /// <summary>Whether the text is one JSON object and nothing else.</summary>
    public bool IsObject { get; private set; }

    public bool HasChoicesArray { get; private set; }

    public int ChoiceCount { get; private set; }

    /// <summary>Whether any choice carries something a reader would see or act on.</summary>
    public bool HasContent { get; private set; }

    public ByteRange FinishReason { get; private set; }

    public bool FinishReasonSeen { get; private set; }

    /// <summary>A bit for each choice there is, by its <c>index</c>, as far as for <see cref="FinishedChoices"/>.</summary>
    public UInt128 BegunChoices { get; private set; }

    /// <summary>A bit for each choice that ends, by its <c>index</c>: those up to 127, which is as many as OpenAI gives.</summary>
    public UInt128 FinishedChoices { get; private set; }

    public ByteRange Model { get; private set; }

    public ByteRange Id { get; private set; }

    public TokenUsage? Usage { get; private set; }

    /// <summary>The <c>usage</c> member with one comma beside it; not present when there are two such members.</summary>
    public ByteRange UsageMember { get; private set; }

    public bool IsError { get; private set; }

    public ErrorScan Error { get; private set; }

    /// <summary>The one string that grows the answer, when there is exactly one (<see cref="ChatChunkTemplate"/>).</summary>
    public ByteRange ContentString { get; private set; }

    /// <summary>How many strings there are that could be <see cref="ContentString"/>.</summary>
    public int ContentStrings { get; private set; }

    /// <summary>Whether there is content that is no string, such as tool calls.</summary>
    public bool HasOtherContent { get; private set; }

    /// <summary>Bytes of the text and the arguments in that content, as written.</summary>
    public int OtherContentBytes { get; private set; }

    /// <summary>Bytes of the longest string that adds to the answer: servers that send thoughts under two names send them twice.</summary>
    public int LongestContentString { get; private set; }

    /// <summary>The content of the top-level <c>obfuscation</c> string, which OpenAI pads chunks with.</summary>
    public ByteRange Padding { get; private set; }

    /// <summary>Walks the text.</summary>
    /// <param name="isErrorEvent">Whether the transport calls it an error (<c>event: error</c>), so that the object itself is one.</param>
    public void Run(bool isErrorEvent)
    {
        if (_cursor.Peek() != JsonKind.Object)
            return;
        _cursor.BeginObject();
        var previousEnd = 0;
        while (_cursor.NextMember(out var name))
        {
            ReadMember(name, previousEnd);
            previousEnd = _cursor.Position;
        }

        IsObject = _cursor.ReadEnd();
        if (Usage is { } usage && _serviceClass != ServiceClass.Usual) Usage = usage with { ServiceClass = _serviceClass };
        if (IsError || (!_objectIsError && !isErrorEvent))
            return;
        IsError = true;
        Error = _bareError with { Class = ErrorReader.Classify(_json, _bareError) };
    }

    private void ReadMember(JsonString name, int previousEnd)
    {
        switch (ChatPayloadNames.Identify(_json, name))
        {
            case ChatPayloadField.Choices:
                ReadChoices();
                break;
            case ChatPayloadField.Usage:
                ReadUsage(name, previousEnd);
                break;
            case ChatPayloadField.Error:
                ReadError();
                break;
            case ChatPayloadField.ServiceTier:
                _serviceClass = ServiceClasses.Read(ReadStringOrSkip().Of(_json));
                break;
            case ChatPayloadField.Model:
                Model = ReadStringOrSkip();
                break;
            case ChatPayloadField.Id:
                Id = ReadStringOrSkip();
                break;
            case ChatPayloadField.Obfuscation:
                Padding = ReadStringOrSkip();
                break;
            case ChatPayloadField.Object:
                _objectIsError = ReadStringOrSkip().Of(_json).SequenceEqual("error"u8);
                break;
            case ChatPayloadField.Message:
                _bareError = _bareError with { Message = ErrorReader.ReadScalar(ref _cursor) };
                break;
            case ChatPayloadField.Type:
                _bareError = _bareError with { Type = ErrorReader.ReadScalar(ref _cursor) };
                break;
            case ChatPayloadField.Code:
                _bareError = _bareError with { Code = ErrorReader.ReadScalar(ref _cursor) };
                break;
            default:
                _cursor.Skip();
                break;
        }
    }

    private void ReadError()
    {
        if (_cursor.Peek() == JsonKind.Null)
        {
            _cursor.Skip();
            return;
        }

        IsError = true;
        Error = ErrorReader.Read(_json, ref _cursor);
    }

    private void ReadUsage(JsonString name, int previousEnd)
    {
        if (_cursor.Peek() == JsonKind.Object)
            Usage = ChatUsageReader.Read(_json, ref _cursor);
        else
            _cursor.Skip();
        if (_cursor.Failed)
            return;
        UsageMember = _usageTwice ? default : WithComma(name.Token.Start, _cursor.Position, previousEnd);
        _usageTwice = true;
    }

    /// <summary>Widens a member by the comma after it or, when it is the last, by the one before it.</summary>
    private readonly ByteRange WithComma(int start, int end, int previousEnd)
    {
        var next = end + Whitespace(end);
        if (next < _json.Length && _json[next] == (byte)',')
            return ByteRange.Between(start, next + 1);
        return previousEnd == 0
            ? ByteRange.Between(start, end)
            : ByteRange.Between(previousEnd + Whitespace(previousEnd), end);
    }

    private readonly int Whitespace(int from)
    {
        var run = _json[from..].IndexOfAnyExcept(" \t\r\n"u8);
        return run < 0 ? _json.Length - from : run;
    }

    private void ReadChoices()
    {
        if (_cursor.Peek() != JsonKind.Array)
        {
            _cursor.Skip();
            return;
        }

        HasChoicesArray = true;
        _cursor.BeginArray();
        while (_cursor.NextElement())
        {
            ChoiceCount++;
            if (_cursor.Peek() == JsonKind.Object)
                ReadChoice();
            else
                _cursor.Skip();
        }
    }

    private void ReadChoice()
    {
        var (index, isFinished) = (0, false);
        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            switch (ChatPayloadNames.Identify(_json, name))
            {
                case ChatPayloadField.Delta or ChatPayloadField.Message:
                    ReadDelta();
                    break;
                case ChatPayloadField.FinishReason:
                    var reason = ReadStringOrSkip();
                    isFinished = reason.Length > 0;
                    if (ChoiceCount == 1 && isFinished)
                        FinishReason = reason;
                    break;
                case ChatPayloadField.Index:
                    _cursor.Skip(out var value);
                    if (!Utf8Parser.TryParse(value.Of(_json), out index, out _))
                        index = 0;
                    break;
                default:
                    _cursor.Skip();
                    break;
            }
        }

        FinishReasonSeen |= isFinished;
        if (index is < 0 or > 127)
            return;
        BegunChoices |= UInt128.One << index;
        if (isFinished)
            FinishedChoices |= UInt128.One << index;
    }

    private void ReadDelta()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            switch (ChatPayloadNames.Identify(_json, name))
            {
                case ChatPayloadField.Content:
                    ReadContent();
                    break;
                case ChatPayloadField.Unknown when !name.Content.Of(_json).SequenceEqual("role"u8):
                    ReadOther();
                    break;
                default:
                    _cursor.Skip();
                    break;
            }
        }
    }

    /// <summary>Images, citations, thoughts under another name: whoever knows what a server adds can use it.</summary>
    private void ReadOther()
    {
        var kind = _cursor.Peek();
        _cursor.Skip(out var value);
        if (kind is JsonKind.String or JsonKind.Array or JsonKind.Object && value.Length > "{}".Length)
            HasContent = HasOtherContent = true;
    }

    private void ReadContent()
    {
        switch (_cursor.Peek())
        {
            case JsonKind.String:
                if (!_cursor.ReadString(out var text))
                    return;
                HasContent |= text.Content.Length > 0;
                ContentStrings++;
                ContentString = text.Content;
                LongestContentString = Math.Max(LongestContentString, text.Content.Length);
                return;
            case JsonKind.Array:
                _cursor.BeginArray();
                while (_cursor.NextElement())
                {
                    HasContent = HasOtherContent = true;
                    ReadPart(mayNest: true);
                }

                return;
            case JsonKind.Object:
                HasContent = HasOtherContent = true;
                ReadPart(mayNest: false);
                return;
        }

        _cursor.Skip();
    }

    /// <summary>Reads a part of the content or a call of a tool, whose <c>function</c> holds the arguments.</summary>
    private void ReadPart(bool mayNest)
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            if (mayNest && (name.Is(_json, "function"u8) || name.Is(_json, "custom"u8)))
                ReadPart(mayNest: false);
            else if (name.Is(_json, "arguments"u8) || name.Is(_json, "input"u8) || name.Is(_json, "text"u8) || name.Is(_json, "thinking"u8))
                OtherContentBytes += ReadStringOrSkip().Length;
            else
                _cursor.Skip();
        }
    }

    private ByteRange ReadStringOrSkip()
    {
        if (_cursor.Peek() == JsonKind.String)
            return _cursor.ReadString(out var text) ? text.Content : default;
        _cursor.Skip();
        return default;
    }
}
