using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>One walk over one request body: the state of <see cref="MessagesRequestScanner"/> while it runs.</summary>
internal ref struct MessagesRequestWalk
{
    private readonly ReadOnlySpan<byte> _body;
    private RequestMembers _members;
    private JsonCursor _cursor;
    private ModelField _model;
    private bool _hasMessages;
    private bool _stream;
    private long? _maxTokens;
    private RequestFeatures _features;
    private int _messageCount;
    private long _textBytes;

    public MessagesRequestWalk(ReadOnlySpan<byte> body, RequestMembers members)
    {
        _body = body;
        _members = members;
        _cursor = new JsonCursor(body, RequestBody.MaxDepth);
    }

    /// <summary>Walks the body. Null when all is well.</summary>
    public RequestDefect? Run()
    {
        var defect = RequestMembers.Begin(ref _cursor);
        if (defect is not null)
            return defect;
        while (defect is null && _members.Next(ref _cursor, out var name))
            defect = ReadField(MessagesFieldNames.Identify(name));
        defect = _members.End(ref _cursor, defect);
        if (defect is not null)
            return defect;
        if (!_model.Token.IsPresent)
            return RequestDefects.ModelMissing;
        return _hasMessages ? null : RequestDefects.MessagesMissing;
    }

    /// <summary>The findings, after a walk without defect.</summary>
    public readonly MessagesRequestScan ToScan() => new()
    {
        Model = _model,
        Stream = _stream,
        MaxOutputTokens = _maxTokens,
        Features = _features,
        MessageCount = _messageCount,
        PromptTextBytes = _textBytes,
    };

    private RequestDefect? ReadField(MessagesField field)
    {
        switch (field)
        {
            case MessagesField.Model:
                return RequestFields.ReadModel(_body, ref _cursor, out _model);
            case MessagesField.Messages:
                return ReadMessages();
            case MessagesField.Stream:
                return RequestFields.ReadStream(ref _cursor, out _stream);
            case MessagesField.MaxTokens:
                return RequestFields.ReadCount(_body, ref _cursor, "max_tokens", out _maxTokens);
            case MessagesField.System:
                ReadContent();
                return null;
            case MessagesField.Tools:
                if (JsonArray.Skip(ref _cursor))
                    _features |= RequestFeatures.Tools;
                return null;
            case MessagesField.Thinking:
                ReadThinking();
                return null;
            case MessagesField.OutputConfig:
                ReadOutputConfig();
                return null;
            case MessagesField.OutputFormat:
                ReadOutputFormat();
                return null;
            default:
                _cursor.Skip();
                return null;
        }
    }

    private RequestDefect? ReadMessages()
    {
        if (_cursor.Peek() != JsonKind.Array)
            return RequestFields.WrongType(ref _cursor, RequestDefects.MessagesNotArray);
        _cursor.BeginArray();
        while (_cursor.NextElement())
        {
            if (_cursor.Peek() != JsonKind.Object)
                return RequestFields.WrongType(ref _cursor, MessagesRequestDefects.MessageNotObject(_messageCount));
            _cursor.BeginObject();
            while (_cursor.NextMember(out var name))
            {
                if (name.Is(_body, "content"u8))
                    ReadContent();
                else
                    _cursor.Skip();
            }

            _messageCount++;
        }

        _hasMessages = true;
        return _messageCount == 0 ? RequestDefects.MessagesEmpty : null;
    }

    /// <summary>Reads what <c>system</c>, a message or a tool result says: a string, or an array of blocks.</summary>
    private void ReadContent()
    {
        switch (_cursor.Peek())
        {
            case JsonKind.String:
                ReadText();
                return;
            case JsonKind.Array:
                _cursor.BeginArray();
                while (_cursor.NextElement())
                    ReadBlock();
                return;
            default:
                _cursor.Skip();
                return;
        }
    }

    /// <summary>Reads one block. Blocks of tool results hold blocks themselves; the cursor bounds how deep that goes.</summary>
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
            if (name.Is(_body, "content"u8))
            {
                ReadContent();
                continue;
            }

            var isString = _cursor.Peek() == JsonKind.String;
            if (isString && name.Is(_body, "type"u8))
            {
                if (_cursor.ReadString(out var type))
                    _features |= FeatureOfBlock(type);
            }
            else if (isString && name.Is(_body, "text"u8))
            {
                ReadText();
            }
            else
            {
                _cursor.Skip();
            }
        }
    }

    private void ReadText()
    {
        if (_cursor.ReadString(out var text))
            _textBytes += text.Content.Length;
    }

    private readonly RequestFeatures FeatureOfBlock(JsonString type) =>
        type.Is(_body, "text"u8) ? RequestFeatures.None
        : type.Is(_body, "image"u8) ? RequestFeatures.Images
        : type.Is(_body, "document"u8) ? RequestFeatures.Files
        : RequestFeatures.None;

    private void ReadThinking()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            if (_cursor.Peek() != JsonKind.String || !name.Is(_body, "type"u8))
                _cursor.Skip();
            else if (_cursor.ReadString(out var type) && (type.Is(_body, "enabled"u8) || type.Is(_body, "adaptive"u8)))
                _features |= RequestFeatures.ReasoningEffort;
        }
    }

    private void ReadOutputConfig()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            if (name.Is(_body, "format"u8))
                ReadOutputFormat();
            else
                _cursor.Skip();
        }
    }

    private void ReadOutputFormat()
    {
        if (_cursor.Peek() != JsonKind.Null)
            _features |= RequestFeatures.StructuredOutput;
        _cursor.Skip();
    }
}
