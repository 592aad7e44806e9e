using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// One walk over one JSON text from an upstream. A <c>message_start</c> holds the same message, under <c>message</c>, that
/// a complete answer is, so one walk reads both (https://docs.anthropic.com/en/docs/build-with-claude/streaming).
/// </summary>
internal ref struct MessagesPayloadWalk
{
    private readonly ReadOnlySpan<byte> _json;
    private JsonCursor _cursor;
    private MessagesCounts _counts;
    private ErrorScan _bareError;
    private JsonString _type;

    /// <param name="json">The text.</param>
    /// <param name="counts">What earlier events of the stream have reported.</param>
    public MessagesPayloadWalk(ReadOnlySpan<byte> json, in MessagesCounts counts)
    {
        _json = json;
        _counts = counts;
        _cursor = new JsonCursor(json);
    }

    /// <summary>Whether the text is one JSON object and nothing else.</summary>
    public bool IsObject { get; private set; }

    public MessagesPayloadKind Kind { get; private set; }

    /// <summary>Whether a message has a block, or a block or delta has something that a reader would see or act on.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Bytes of text, thinking or input that a delta adds, as written.</summary>
    public int ContentBytes { get; private set; }

    public ByteRange StopReason { get; private set; }

    public ByteRange Model { get; private set; }

    public ByteRange Id { get; private set; }

    /// <summary>Whether there is a <c>usage</c> object.</summary>
    public bool HasUsage { get; private set; }

    /// <summary>The counts of earlier events, with those of this one in their places.</summary>
    public readonly MessagesCounts Counts => _counts;

    public bool IsError { get; private set; }

    public ErrorScan Error { get; private set; }

    /// <summary>Walks the text.</summary>
    /// <param name="eventName">The transport's name for the event, which stands in for a missing <c>type</c>.</param>
    public void Run(ReadOnlySpan<byte> eventName)
    {
        if (_cursor.Peek() != JsonKind.Object)
            return;
        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
            ReadMember(name, isRoot: true);
        IsObject = _cursor.ReadEnd();
        if (!IsObject)
            return;
        Kind = MessagesPayloadNames.IdentifyKind(_json, _type);
        if (Kind == MessagesPayloadKind.Unknown)
            Kind = MessagesPayloadNames.Kind(eventName);
        if (IsError || Kind != MessagesPayloadKind.Error)
            return;
        IsError = true;
        Error = _bareError with { Class = ErrorReader.Classify(_json, _bareError) };
    }

    private void ReadMember(JsonString name, bool isRoot)
    {
        var field = MessagesPayloadNames.Identify(_json, name);
        switch (field)
        {
            case MessagesPayloadField.Id:
                Id = ReadStringOrSkip().Content;
                break;
            case MessagesPayloadField.Model:
                Model = ReadStringOrSkip().Content;
                break;
            case MessagesPayloadField.StopReason:
                StopReason = ReadStringOrSkip().Content;
                break;
            case MessagesPayloadField.Content:
                HasContent |= JsonArray.Skip(ref _cursor);
                break;
            case MessagesPayloadField.Usage:
                ReadUsage();
                break;
            default:
                if (isRoot)
                    ReadRootMember(field);
                else
                    _cursor.Skip();
                break;
        }
    }

    private void ReadRootMember(MessagesPayloadField field)
    {
        switch (field)
        {
            case MessagesPayloadField.Type:
                _type = ReadStringOrSkip();
                _bareError = _bareError with { Type = _type.Content };
                break;
            case MessagesPayloadField.Code:
                _bareError = _bareError with { Code = ErrorReader.ReadScalar(ref _cursor) };
                break;
            case MessagesPayloadField.Error:
                ReadError();
                break;
            case MessagesPayloadField.Message:
                ReadMessage();
                break;
            case MessagesPayloadField.Delta:
                ReadDelta();
                break;
            case MessagesPayloadField.ContentBlock:
                ReadBlock();
                break;
            default:
                _cursor.Skip();
                break;
        }
    }

    /// <summary>Reads <c>message</c>: the message of <c>message_start</c>, or the text of an error that stands bare.</summary>
    private void ReadMessage()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _bareError = _bareError with { Message = ErrorReader.ReadScalar(ref _cursor) };
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
            ReadMember(name, isRoot: false);
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

    private void ReadUsage()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        HasUsage = true;
        _counts.Read(_json, ref _cursor);
    }

    /// <summary>
    /// Reads <c>delta</c>: of a message, with its stop reason; or of a block, where whatever is not empty is content (text,
    /// thinking, its signature, a tool's input, a citation).
    /// </summary>
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
            switch (MessagesPayloadNames.Identify(_json, name))
            {
                case MessagesPayloadField.StopReason:
                    StopReason = ReadStringOrSkip().Content;
                    break;
                case MessagesPayloadField.Type:
                    _cursor.Skip();
                    break;
                default:
                    ReadDeltaValue(name);
                    break;
            }
        }
    }

    private void ReadDeltaValue(JsonString name)
    {
        switch (_cursor.Peek())
        {
            case JsonKind.String:
                var isStopSequence = name.Is(_json, "stop_sequence"u8);
                var length = ReadStringOrSkip().Content.Length;
                HasContent |= length > 0 && !isStopSequence;
                if (!isStopSequence && !name.Is(_json, "signature"u8))
                    ContentBytes += length;
                break;
            case JsonKind.Object:
                HasContent |= name.Is(_json, "citation"u8);
                _cursor.Skip();
                break;
            default:
                _cursor.Skip();
                break;
        }
    }

    /// <summary>Reads <c>content_block</c>. Text and thinking begin empty; any other block is something by its kind alone.</summary>
    private void ReadBlock()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            if (_cursor.Peek() != JsonKind.String)
            {
                _cursor.Skip();
                continue;
            }

            var isType = name.Is(_json, "type"u8);
            if (!_cursor.ReadString(out var value))
                return;
            HasContent |= isType ? !value.Is(_json, "text"u8) && !value.Is(_json, "thinking"u8) : value.Content.Length > 0;
        }
    }

    private JsonString ReadStringOrSkip()
    {
        if (_cursor.Peek() == JsonKind.String)
            return _cursor.ReadString(out var text) ? text : default;
        _cursor.Skip();
        return default;
    }
}
