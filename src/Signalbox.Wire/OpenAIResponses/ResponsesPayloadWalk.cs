using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// One walk over one JSON text from an upstream. The events that begin and end a stream hold the same object, under
/// <c>response</c>, that a complete answer is, so one walk reads both
/// (https://platform.openai.com/docs/api-reference/responses/object, .../responses-streaming).
/// </summary>
internal ref struct ResponsesPayloadWalk
{
    private readonly ReadOnlySpan<byte> _json;
    private JsonCursor _cursor;
    private JsonString _type;
    private bool _hasType;
    private ServiceClass _serviceClass;
    private bool _objectIsError;
    private bool _hasSecret;
    private ErrorScan _bareError;

    public ResponsesPayloadWalk(ReadOnlySpan<byte> json)
    {
        _json = json;
        _cursor = new JsonCursor(json);
    }

    /// <summary>Whether the text is one JSON object and nothing else.</summary>
    public bool IsObject { get; private set; }

    public ResponsesPayloadKind Kind { get; private set; }

    /// <summary>Whether a delta, an item or a part has something that a reader would see or act on.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Bytes that a delta adds, as written.</summary>
    public int ContentBytes { get; private set; }

    /// <summary>Whether there is an <c>output</c> with at least one item.</summary>
    public bool HasOutput { get; private set; }

    public ByteRange Status { get; private set; }

    /// <summary>Whether <c>status</c> is <c>failed</c>.</summary>
    public bool HasFailed { get; private set; }

    public ByteRange Model { get; private set; }

    public ByteRange Id { get; private set; }

    public TokenUsage? Usage { get; private set; }

    /// <summary>Whether there is an <c>error</c> that is not null, or the object itself is one.</summary>
    public bool HasError { get; private set; }

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
        if (Usage is { } usage && _serviceClass != ServiceClass.Usual) Usage = usage with { ServiceClass = _serviceClass };
        if (!IsObject)
            return;

        var named = ResponsesPayloadNames.Kind(eventName);
        Kind = _hasType ? ResponsesPayloadNames.IdentifyKind(_json, _type) : named;
        // An error may carry its own type ("server_error") where the event's is expected.
        if (Kind == ResponsesPayloadKind.Unknown && (named == ResponsesPayloadKind.Error || HasError || _objectIsError))
            Kind = ResponsesPayloadKind.Error;
        HasContent |= _hasSecret && Kind == ResponsesPayloadKind.ItemDone;
        if (HasError || Kind != ResponsesPayloadKind.Error)
            return;
        HasError = true;
        Error = _bareError with { Class = ErrorReader.Classify(_json, _bareError) };
    }

    private void ReadMember(JsonString name, bool isRoot)
    {
        var field = ResponsesPayloadNames.Identify(_json, name);
        switch (field)
        {
            case ResponsesPayloadField.Id:
                Id = ReadStringOrSkip().Content;
                break;
            case ResponsesPayloadField.Model:
                Model = ReadStringOrSkip().Content;
                break;
            case ResponsesPayloadField.ServiceTier:
                _serviceClass = ServiceClasses.Read(ReadStringOrSkip().Content.Of(_json));
                break;
            case ResponsesPayloadField.Status:
                var status = ReadStringOrSkip();
                Status = status.Content;
                HasFailed = status.Is(_json, "failed"u8);
                break;
            case ResponsesPayloadField.Output:
                HasOutput |= JsonArray.Skip(ref _cursor);
                break;
            case ResponsesPayloadField.Usage:
                if (_cursor.Peek() == JsonKind.Object)
                    Usage = ResponsesUsageScanner.Read(_json, ref _cursor);
                else
                    _cursor.Skip();
                break;
            case ResponsesPayloadField.Error:
                ReadError();
                break;
            default:
                if (isRoot)
                    ReadRootMember(field);
                else
                    _cursor.Skip();
                break;
        }
    }

    private void ReadRootMember(ResponsesPayloadField field)
    {
        switch (field)
        {
            case ResponsesPayloadField.Type:
                _hasType = _cursor.Peek() == JsonKind.String;
                _type = ReadStringOrSkip();
                _bareError = _bareError with { Type = _type.Content };
                break;
            case ResponsesPayloadField.Code:
                _bareError = _bareError with { Code = ErrorReader.ReadScalar(ref _cursor) };
                break;
            case ResponsesPayloadField.Message:
                _bareError = _bareError with { Message = ErrorReader.ReadScalar(ref _cursor) };
                break;
            case ResponsesPayloadField.Object:
                _objectIsError = ReadStringOrSkip().Is(_json, "error"u8);
                break;
            case ResponsesPayloadField.Delta:
                ReadDelta();
                break;
            case ResponsesPayloadField.Item:
                ReadItem();
                break;
            case ResponsesPayloadField.Part:
                ReadPart();
                break;
            case ResponsesPayloadField.Response:
                ReadResponse();
                break;
            default:
                _cursor.Skip();
                break;
        }
    }

    private void ReadResponse()
    {
        if (!EnterObject())
            return;
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

        HasError = true;
        Error = ErrorReader.Read(_json, ref _cursor);
    }

    /// <summary>Reads <c>delta</c>: a string of text, arguments or sound, in some servers' events an object.</summary>
    private void ReadDelta()
    {
        var kind = _cursor.Peek();
        if (kind == JsonKind.String)
        {
            ContentBytes = ReadStringOrSkip().Content.Length;
            HasContent |= ContentBytes > 0;
            return;
        }

        HasContent |= kind == JsonKind.Object;
        _cursor.Skip();
    }

    /// <summary>
    /// Reads <c>item</c>. Messages and reasoning are something when a part of them has text; any other item, a call above
    /// all, is something by its kind alone. What is encrypted counts only once the item is done: clients keep it then.
    /// </summary>
    private void ReadItem()
    {
        if (!EnterObject())
            return;
        while (_cursor.NextMember(out var name))
        {
            if (name.Is(_json, "type"u8))
            {
                var type = ReadStringOrSkip();
                HasContent |= type.Content.IsPresent && !type.Is(_json, "message"u8) && !type.Is(_json, "reasoning"u8);
            }
            else if (name.Is(_json, "content"u8) || name.Is(_json, "summary"u8))
            {
                ReadParts();
            }
            else if (name.Is(_json, "encrypted_content"u8))
            {
                _hasSecret |= ReadStringOrSkip().Content.Length > 0;
            }
            else
            {
                _cursor.Skip();
            }
        }
    }

    private void ReadParts()
    {
        if (_cursor.Peek() != JsonKind.Array)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginArray();
        while (_cursor.NextElement())
            ReadPart();
    }

    private void ReadPart()
    {
        if (!EnterObject())
            return;
        while (_cursor.NextMember(out var name))
        {
            if (name.Is(_json, "text"u8) || name.Is(_json, "refusal"u8))
                HasContent |= ReadStringOrSkip().Content.Length > 0;
            else
                _cursor.Skip();
        }
    }

    private bool EnterObject()
    {
        if (_cursor.Peek() == JsonKind.Object)
            return _cursor.BeginObject();
        _cursor.Skip();
        return false;
    }

    private JsonString ReadStringOrSkip()
    {
        if (_cursor.Peek() == JsonKind.String)
            return _cursor.ReadString(out var text) ? text : default;
        _cursor.Skip();
        return default;
    }
}
