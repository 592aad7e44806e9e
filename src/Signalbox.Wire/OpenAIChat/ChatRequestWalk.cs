using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>One walk over one request body: the state of <see cref="ChatRequestScanner"/> while it runs.</summary>
internal ref struct ChatRequestWalk
{
    private readonly ReadOnlySpan<byte> _body;
    private RequestMembers _members;
    private JsonCursor _cursor;
    private ModelField _model;
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

    public ChatRequestWalk(ReadOnlySpan<byte> body, RequestMembers members)
    {
        _body = body;
        _members = members;
        _cursor = new JsonCursor(body, RequestBody.MaxDepth);
        _choices = 1;
    }

    /// <summary>Walks the body. Null when all is well.</summary>
    public RequestDefect? Run()
    {
        var defect = RequestMembers.Begin(ref _cursor);
        if (defect is not null)
            return defect;
        while (defect is null && _members.Next(ref _cursor, out var name))
            defect = ReadField(ChatFieldNames.Identify(name));
        defect = _members.End(ref _cursor, defect);
        if (defect is not null)
            return defect;
        if (!_model.Token.IsPresent)
            return RequestDefects.ModelMissing;
        return _hasMessages ? null : RequestDefects.MessagesMissing;
    }

    /// <summary>The findings, after a walk without defect.</summary>
    public readonly ChatRequestScan ToScan() => new()
    {
        Model = _model,
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
                return RequestFields.ReadModel(_body, ref _cursor, out _model);
            case ChatField.Messages:
                return ReadMessages();
            case ChatField.Stream:
                return RequestFields.ReadStream(ref _cursor, out _stream);
            case ChatField.StreamOptions:
                return ReadStreamOptions();
            case ChatField.MaxTokens:
                return RequestFields.ReadCount(_body, ref _cursor, "max_tokens", out _maxTokens);
            case ChatField.MaxCompletionTokens:
                return RequestFields.ReadCount(_body, ref _cursor, "max_completion_tokens", out _maxCompletionTokens);
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
                if (JsonArray.Skip(ref _cursor))
                    _features |= RequestFeatures.Tools;
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
            return RequestFields.WrongType(ref _cursor, ChatRequestDefects.StreamOptionsNotObject);
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
                return ChatRequestDefects.IncludeUsageTwice;
            var value = _cursor.Peek();
            if (value is not (JsonKind.True or JsonKind.False or JsonKind.Null))
                return RequestFields.WrongType(ref _cursor, ChatRequestDefects.IncludeUsageNotBoolean);
            _includeUsage = value == JsonKind.True;
            _cursor.Skip(out includeUsage);
        }

        _usageSite = new UsageRequestSite(includeUsage, isEmpty, IsNull: false);
        _streamOptions = ByteRange.Between(start, _cursor.Position);
        return null;
    }

    private RequestDefect? ReadChoices()
    {
        var defect = RequestFields.ReadCount(_body, ref _cursor, "n", out var choices);
        _choices = choices ?? 1;
        if (_choices > 1)
            _features |= RequestFeatures.MultipleChoices;
        return defect;
    }

    private RequestDefect? ReadMessages()
    {
        if (_cursor.Peek() != JsonKind.Array)
            return RequestFields.WrongType(ref _cursor, RequestDefects.MessagesNotArray);
        _cursor.BeginArray();
        while (_cursor.NextElement())
        {
            if (_cursor.Peek() != JsonKind.Object)
                return RequestFields.WrongType(ref _cursor, ChatRequestDefects.MessageNotObject(_messageCount));
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

    private void MarkIfSet(RequestFeatures feature)
    {
        if (_cursor.Peek() != JsonKind.Null)
            _features |= feature;
    }
}
