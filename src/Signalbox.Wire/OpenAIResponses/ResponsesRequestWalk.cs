using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>One walk over one request body: the state of <see cref="ResponsesRequestScanner"/> while it runs.</summary>
internal ref struct ResponsesRequestWalk
{
    private readonly ReadOnlySpan<byte> _body;
    private RequestMembers _members;
    private JsonCursor _cursor;
    private ModelField _model;
    private bool _stream;
    private bool? _store;
    private bool? _background;
    private ByteRange _previousResponse;
    private ByteRange _input;
    private long? _maxTokens;
    private RequestFeatures _features;
    private long _textBytes;

    public ResponsesRequestWalk(ReadOnlySpan<byte> body, RequestMembers members)
    {
        _body = body;
        _members = members;
        _cursor = new JsonCursor(body, RequestBody.MaxDepth);
    }

    /// <summary>
    /// Walks the body. Null when all is well. A missing <c>input</c> is: a previous response or a stored prompt may stand in
    /// for it, and the upstream judges whether it does.
    /// </summary>
    public RequestDefect? Run()
    {
        var defect = RequestMembers.Begin(ref _cursor);
        if (defect is not null)
            return defect;
        while (defect is null && _members.Next(ref _cursor, out var name))
            defect = ReadField(ResponsesRequestNames.Identify(name));
        return _members.End(ref _cursor, defect) ?? (_model.Token.IsPresent ? null : RequestDefects.ModelMissing);
    }

    /// <summary>The findings, after a walk without defect.</summary>
    public readonly ResponsesRequestScan ToScan() => new()
    {
        Model = _model,
        Stream = _stream,
        MaxOutputTokens = _maxTokens,
        Features = _features,
        PromptTextBytes = _textBytes,
        PreviousResponse = _previousResponse,
        Input = _input,
        Store = _store,
        Background = _background ?? false,
    };

    private RequestDefect? ReadField(ResponsesRequestField field)
    {
        switch (field)
        {
            case ResponsesRequestField.Model:
                return RequestFields.ReadModel(_body, ref _cursor, out _model);
            case ResponsesRequestField.Input:
                return ReadInput();
            case ResponsesRequestField.Stream:
                return RequestFields.ReadStream(ref _cursor, out _stream);
            case ResponsesRequestField.Store:
                return ReadBoolean("store", out _store);
            case ResponsesRequestField.Background:
                return ReadBoolean("background", out _background);
            case ResponsesRequestField.MaxOutputTokens:
                return RequestFields.ReadCount(_body, ref _cursor, "max_output_tokens", out _maxTokens);
            case ResponsesRequestField.Instructions:
                ReadContent();
                return null;
            case ResponsesRequestField.Tools:
                _features |= ReadTools();
                return null;
            case ResponsesRequestField.Text:
                ReadTextOptions();
                return null;
            case ResponsesRequestField.Reasoning:
                ReadReasoning();
                return null;
            case ResponsesRequestField.PreviousResponseId:
                var isId = _cursor.Peek() == JsonKind.String;
                _cursor.Skip(out var previous);
                _previousResponse = isId ? previous : default;
                return null;
        }

        _cursor.Skip();
        return null;
    }

    private RequestDefect? ReadBoolean(string field, out bool? value)
    {
        var kind = _cursor.Peek();
        value = kind switch
        {
            JsonKind.True => true,
            JsonKind.False => false,
            _ => null,
        };
        if (value is null && kind != JsonKind.Null)
            return RequestFields.WrongType(ref _cursor, ResponsesRequestDefects.NotBoolean(field));
        _cursor.Skip();
        return null;
    }

    private RequestDefect? ReadInput()
    {
        var kind = _cursor.Peek();
        var start = _cursor.Position;
        var defect = ReadInput(kind);
        _input = ByteRange.Between(start, _cursor.Position);
        return defect;
    }

    private RequestDefect? ReadInput(JsonKind kind)
    {
        if (kind is JsonKind.String or JsonKind.Null)
        {
            ReadContent();
            return null;
        }

        if (kind != JsonKind.Array)
            return RequestFields.WrongType(ref _cursor, ResponsesRequestDefects.InputNotTextOrArray);
        var index = 0;
        _cursor.BeginArray();
        while (_cursor.NextElement())
        {
            if (_cursor.Peek() != JsonKind.Object)
                return RequestFields.WrongType(ref _cursor, ResponsesRequestDefects.ItemNotObject(index));
            ReadItem();
            index++;
        }

        return null;
    }

    /// <summary>Reads what an item says or a tool has put out: a string, an array of parts, or one part.</summary>
    private void ReadContent()
    {
        switch (_cursor.Peek())
        {
            case JsonKind.String:
                ReadText();
                return;
            case JsonKind.Object:
                ReadItem();
                return;
            case JsonKind.Array:
                _cursor.BeginArray();
                while (_cursor.NextElement())
                {
                    if (_cursor.Peek() == JsonKind.Object)
                        ReadItem();
                    else
                        _cursor.Skip();
                }

                return;
            default:
                _cursor.Skip();
                return;
        }
    }

    /// <summary>
    /// Reads an item or a part of one: either has a <c>type</c>, and of unknown types only what they share is read. The
    /// cursor bounds how deep parts go.
    /// </summary>
    private void ReadItem()
    {
        var isToolList = false;
        var tools = RequestFeatures.None;
        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            if (name.Is(_body, "content"u8) || name.Is(_body, "output"u8))
            {
                ReadContent();
                continue;
            }

            if (name.Is(_body, "tools"u8))
            {
                tools = ReadTools();
                continue;
            }

            var isString = _cursor.Peek() == JsonKind.String;
            if (isString && name.Is(_body, "type"u8))
            {
                if (!_cursor.ReadString(out var type))
                    return;
                isToolList = type.Is(_body, "additional_tools"u8);
                _features |= FeatureOf(type);
            }
            else if (isString && IsText(name))
            {
                ReadText();
            }
            else
            {
                _cursor.Skip();
            }
        }

        // Lists of what an MCP server offers or a search has found are no tools of this call.
        if (isToolList)
            _features |= tools | RequestFeatures.Tools;
    }

    /// <summary>The text of a part, or one of the two that a shell has put out.</summary>
    private readonly bool IsText(JsonString name) =>
        name.Is(_body, "text"u8) || name.Is(_body, "stdout"u8) || name.Is(_body, "stderr"u8);

    private void ReadText()
    {
        if (_cursor.ReadString(out var text))
            _textBytes += text.Content.Length;
    }

    private readonly RequestFeatures FeatureOf(JsonString type) =>
        type.Is(_body, "input_text"u8) ? RequestFeatures.None
        : type.Is(_body, "input_image"u8) || type.Is(_body, "computer_screenshot"u8) ? RequestFeatures.Images
        : type.Is(_body, "input_file"u8) ? RequestFeatures.Files
        : type.Is(_body, "input_audio"u8) ? RequestFeatures.AudioInput
        : RequestFeatures.None;

    private RequestFeatures ReadTools()
    {
        var found = RequestFeatures.None;
        if (_cursor.Peek() != JsonKind.Array)
        {
            _cursor.Skip();
            return found;
        }

        _cursor.BeginArray();
        while (_cursor.NextElement())
        {
            found |= RequestFeatures.Tools;
            if (ReadType(out var type) && ResponsesRequestNames.IsWebSearch(_body, type))
                found |= RequestFeatures.WebSearch;
        }

        return found;
    }

    private void ReadTextOptions()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            if (!name.Is(_body, "format"u8))
                _cursor.Skip();
            else if (ReadType(out var type))
                _features |= type.Is(_body, "json_schema"u8) ? RequestFeatures.StructuredOutput
                    : type.Is(_body, "json_object"u8) ? RequestFeatures.JsonMode
                    : RequestFeatures.None;
        }
    }

    private void ReadReasoning()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            if (name.Is(_body, "effort"u8) && _cursor.Peek() != JsonKind.Null)
                _features |= RequestFeatures.ReasoningEffort;
            _cursor.Skip();
        }
    }

    /// <summary>Passes a value, whatever it is. True when it is an object whose <c>type</c> is a string.</summary>
    private bool ReadType(out JsonString type)
    {
        type = default;
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return false;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            if (_cursor.Peek() == JsonKind.String && name.Is(_body, "type"u8))
                _cursor.ReadString(out type);
            else
                _cursor.Skip();
        }

        return type.Content.IsPresent;
    }
}
