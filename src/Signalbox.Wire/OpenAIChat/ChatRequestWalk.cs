using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>One walk over one request body: the state of <see cref="ChatRequestScanner"/> while it runs.</summary>
internal ref struct ChatRequestWalk
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly Span<int> _hashes;
    private readonly Span<JsonString> _names;
    private JsonCursor _cursor;
    private JsonString _model;
    private bool _hasMessages;
    private bool _stream;
    private ByteRange _streamOptions;
    private UsageRequestSite _usageSite;
    private bool _includeUsage;
    private long? _maxTokens;
    private long? _maxCompletionTokens;
    private long _choices;
    private ByteRange _user;
    private RequestFeatures _features;
    private int _messageCount;
    private long _textBytes;

    public ChatRequestWalk(ReadOnlySpan<byte> body, Span<int> hashes, Span<JsonString> names)
    {
        _body = body;
        _hashes = hashes;
        _names = names;
        _cursor = new JsonCursor(body, ChatRequestScanner.MaxDepth);
        _choices = 1;
    }

    /// <summary>Walks the body. Null when all is well.</summary>
    public RequestDefect? Run()
    {
        var root = _cursor.Peek();
        if (root == JsonKind.End)
            return RequestDefects.Empty;
        if (root is not (JsonKind.Object or JsonKind.Invalid))
            return RequestDefects.NotAnObject;
        if (!_cursor.BeginObject())
            return Malformed();
        var names = new MemberNames(_body, _hashes, _names);
        Span<byte> scratch = stackalloc byte[MemberNames.MaxNameBytes];
        while (_cursor.NextMember(out var name))
        {
            if (names.Count == MemberNames.Limit)
                return RequestDefects.TooManyFields;
            if (name.Content.Length > MemberNames.MaxNameBytes)
                return RequestDefects.FieldNameTooLong;
            scoped var decoded = name.Content.Of(_body);
            if (name.Escaped)
            {
                if (!JsonText.TryDecodeUtf8(decoded, scratch, out var length))
                    return RequestDefects.FieldNameNotText;
                decoded = scratch[..length];
            }

            if (!names.TryAdd(name, decoded))
                return RequestDefects.Duplicate(decoded);
            var defect = ReadField(ChatFieldNames.Identify(decoded));
            if (_cursor.Failed)
                return Malformed();
            if (defect is not null)
                return defect;
        }

        if (!_cursor.ReadEnd())
            return Malformed();
        if (!_model.Content.IsPresent)
            return RequestDefects.ModelMissing;
        return _hasMessages ? null : RequestDefects.MessagesMissing;
    }

    /// <summary>The findings, after a walk without defect.</summary>
    public readonly ChatRequestScan ToScan() => new()
    {
        ModelToken = _model.Token,
        ModelEscaped = _model.Escaped,
        Stream = _stream,
        StreamOptions = _streamOptions,
        IncludeUsage = _includeUsage,
        MaxOutputTokens = _maxTokens is null ? _maxCompletionTokens
            : _maxCompletionTokens is null ? _maxTokens
            : Math.Max(_maxTokens.Value, _maxCompletionTokens.Value),
        Features = _features,
        MessageCount = _messageCount,
        PromptTextBytes = _textBytes,
        Choices = (int)Math.Clamp(_choices, 1, int.MaxValue),
        User = _user,
        UsageRequestSite = _usageSite,
    };

    private RequestDefect? ReadField(ChatField field)
    {
        switch (field)
        {
            case ChatField.Model:
                return ReadModel();
            case ChatField.Messages:
                return ReadMessages();
            case ChatField.Stream:
                return ReadStream();
            case ChatField.StreamOptions:
                return ReadStreamOptions();
            case ChatField.MaxTokens:
                return ReadCount("max_tokens", ref _maxTokens);
            case ChatField.MaxCompletionTokens:
                return ReadCount("max_completion_tokens", ref _maxCompletionTokens);
            case ChatField.Choices:
                return ReadChoices();
            case ChatField.User:
                if (_cursor.Peek() == JsonKind.String)
                {
                    if (_cursor.ReadString(out var user))
                        _user = user.Content;
                    return null;
                }

                break;
            case ChatField.Tools or ChatField.Functions:
                MarkIfNotEmptyArray(RequestFeatures.Tools);
                return null;
            case ChatField.ResponseFormat:
                ReadResponseFormat();
                return null;
            case ChatField.Modalities:
                ReadModalities();
                return null;
            case ChatField.ReasoningEffort or ChatField.Reasoning:
                MarkIfSet(RequestFeatures.ReasoningEffort);
                break;
            case ChatField.Audio:
                MarkIfSet(RequestFeatures.AudioOutput);
                break;
            case ChatField.WebSearchOptions:
                MarkIfSet(RequestFeatures.WebSearch);
                break;
            case ChatField.Prediction:
                MarkIfSet(RequestFeatures.Prediction);
                break;
            case ChatField.Logprobs:
                if (_cursor.Peek() == JsonKind.True)
                    _features |= RequestFeatures.Logprobs;
                break;
        }

        _cursor.Skip();
        return null;
    }

    private RequestDefect? ReadModel()
    {
        if (_cursor.Peek() != JsonKind.String)
            return WrongType(RequestDefects.ModelNotString);
        if (!_cursor.ReadString(out _model))
            return null;
        var length = _model.Content.Length;
        if (_model.Escaped)
        {
            // An escape makes six bytes of one at worst.
            if (length > ChatRequestScan.MaxModelBytes * 6)
                return RequestDefects.ModelTooLong;
            Span<char> units = stackalloc char[ChatRequestScan.MaxModelBytes * 6];
            if (!JsonText.TryDecode(_model.Content.Of(_body), units, out var count))
                return RequestDefects.ModelNotText;
            length = System.Text.Encoding.UTF8.GetByteCount(units[..count]);
        }

        return length == 0 ? RequestDefects.ModelEmpty
            : length > ChatRequestScan.MaxModelBytes ? RequestDefects.ModelTooLong
            : null;
    }

    private RequestDefect? ReadStream()
    {
        var kind = _cursor.Peek();
        if (kind is not (JsonKind.True or JsonKind.False or JsonKind.Null))
            return WrongType(RequestDefects.StreamNotBoolean);
        _stream = kind == JsonKind.True;
        _cursor.Skip();
        return null;
    }

    private RequestDefect? ReadStreamOptions()
    {
        var kind = _cursor.Peek();
        var start = _cursor.Position;
        if (kind == JsonKind.Null)
        {
            _usageSite = new UsageRequestSite(default, IsEmptyObject: false, IsNull: true);
            _cursor.Skip(out _streamOptions);
            return null;
        }

        if (kind != JsonKind.Object)
            return WrongType(RequestDefects.StreamOptionsNotObject);
        var includeUsage = default(ByteRange);
        var isEmpty = true;
        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            isEmpty = false;
            if (!name.Is(_body, "include_usage"u8))
            {
                _cursor.Skip();
                continue;
            }

            if (includeUsage.IsPresent)
                return RequestDefects.IncludeUsageTwice;
            var value = _cursor.Peek();
            if (value is not (JsonKind.True or JsonKind.False or JsonKind.Null))
                return WrongType(RequestDefects.IncludeUsageNotBoolean);
            _includeUsage = value == JsonKind.True;
            _cursor.Skip(out includeUsage);
        }

        _usageSite = new UsageRequestSite(includeUsage, isEmpty, IsNull: false);
        _streamOptions = ByteRange.Between(start, _cursor.Position);
        return null;
    }

    private RequestDefect? ReadCount(string field, ref long? count)
    {
        var kind = _cursor.Peek();
        if (kind is not (JsonKind.Number or JsonKind.Null))
            return WrongType(RequestDefects.NotWholeNumber(field));
        if (!_cursor.Skip(out var token) || kind == JsonKind.Null)
            return null;
        if (!JsonText.TryReadWhole(token.Of(_body), out var value))
            return RequestDefects.NotWholeNumber(field);
        count = value < 0 ? null : value;
        return null;
    }

    private RequestDefect? ReadChoices()
    {
        long? choices = null;
        var defect = ReadCount("n", ref choices);
        _choices = choices ?? 1;
        if (_choices > 1)
            _features |= RequestFeatures.MultipleChoices;
        return defect;
    }

    private RequestDefect? ReadMessages()
    {
        if (_cursor.Peek() != JsonKind.Array)
            return WrongType(RequestDefects.MessagesNotArray);
        _cursor.BeginArray();
        while (_cursor.NextElement())
        {
            if (_cursor.Peek() != JsonKind.Object)
                return WrongType(RequestDefects.MessageNotObject(_messageCount));
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

    private void ReadContent()
    {
        switch (_cursor.Peek())
        {
            case JsonKind.String:
                if (_cursor.ReadString(out var text))
                    _textBytes += text.Content.Length;
                return;
            case JsonKind.Array:
                _cursor.BeginArray();
                while (_cursor.NextElement())
                    ReadPart();
                return;
            default:
                _cursor.Skip();
                return;
        }
    }

    private void ReadPart()
    {
        if (_cursor.Peek() != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginObject();
        while (_cursor.NextMember(out var name))
        {
            var isString = _cursor.Peek() == JsonKind.String;
            if (isString && name.Is(_body, "type"u8))
            {
                if (_cursor.ReadString(out var type))
                    _features |= FeatureOfPart(type);
            }
            else if (isString && name.Is(_body, "text"u8))
            {
                if (_cursor.ReadString(out var text))
                    _textBytes += text.Content.Length;
            }
            else
            {
                _cursor.Skip();
            }
        }
    }

    private readonly RequestFeatures FeatureOfPart(JsonString type) =>
        type.Is(_body, "text"u8) ? RequestFeatures.None
        : type.Is(_body, "image_url"u8) ? RequestFeatures.Images
        : type.Is(_body, "input_audio"u8) ? RequestFeatures.AudioInput
        : type.Is(_body, "file"u8) ? RequestFeatures.Files
        : type.Is(_body, "video_url"u8) ? RequestFeatures.Video
        : RequestFeatures.None;

    private void ReadResponseFormat()
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
            else if (_cursor.ReadString(out var type))
                _features |= type.Is(_body, "json_schema"u8) ? RequestFeatures.StructuredOutput
                    : type.Is(_body, "json_object"u8) ? RequestFeatures.JsonMode
                    : RequestFeatures.None;
        }
    }

    private void ReadModalities()
    {
        if (_cursor.Peek() != JsonKind.Array)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginArray();
        while (_cursor.NextElement())
        {
            if (_cursor.Peek() != JsonKind.String)
                _cursor.Skip();
            else if (_cursor.ReadString(out var modality) && modality.Is(_body, "audio"u8))
                _features |= RequestFeatures.AudioOutput;
        }
    }

    private void MarkIfNotEmptyArray(RequestFeatures feature)
    {
        if (_cursor.Peek() != JsonKind.Array)
        {
            _cursor.Skip();
            return;
        }

        _cursor.BeginArray();
        while (_cursor.NextElement())
        {
            _features |= feature;
            _cursor.Skip();
        }
    }

    private void MarkIfSet(RequestFeatures feature)
    {
        if (_cursor.Peek() != JsonKind.Null)
            _features |= feature;
    }

    /// <summary>A wrong type is told as such only where a JSON value stands at all.</summary>
    private RequestDefect? WrongType(RequestDefect defect) => _cursor.Skip() ? defect : null;

    private readonly RequestDefect Malformed() => RequestDefects.Malformed(_cursor.Fault, _cursor.Position);
}
