using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIEmbeddings;

/// <summary>One walk over one request body: the state of <see cref="EmbeddingsRequestScanner"/> while it runs.</summary>
internal ref struct EmbeddingsRequestWalk
{
    private static readonly RequestDefect InputMissing =
        new("You must provide an \"input\" parameter: a text, or an array of texts or tokens.", "input");

    private static readonly RequestDefect InputWrong =
        new("\"input\" must be a string or an array of texts or tokens.", "input");

    private readonly ReadOnlySpan<byte> _body;
    private RequestMembers _members;
    private JsonCursor _cursor;
    private ModelField _model;
    private bool _hasInput;
    private bool _wantsBase64;

    public EmbeddingsRequestWalk(ReadOnlySpan<byte> body, RequestMembers members)
    {
        _body = body;
        _members = members;
        _cursor = new JsonCursor(body, RequestBody.MaxDepth);
    }

    /// <summary>What was found, after a walk without defect.</summary>
    public readonly EmbeddingsRequestScan Scan => new(_model, _wantsBase64);

    /// <summary>Walks the body. Null when all is well.</summary>
    public RequestDefect? Run()
    {
        var defect = RequestMembers.Begin(ref _cursor);
        if (defect is not null)
            return defect;
        while (defect is null && _members.Next(ref _cursor, out var name))
            defect = name.SequenceEqual("model"u8) ? RequestFields.ReadModel(_body, ref _cursor, out _model)
                : name.SequenceEqual("input"u8) ? ReadInput()
                : name.SequenceEqual("encoding_format"u8) ? ReadFormat()
                : Skip();
        return _members.End(ref _cursor, defect) ?? (!_model.Token.IsPresent ? RequestDefects.ModelMissing : _hasInput ? null : InputMissing);
    }

    private RequestDefect? ReadInput()
    {
        _hasInput = true;
        return _cursor.Peek() is JsonKind.String or JsonKind.Array ? Skip() : RequestFields.WrongType(ref _cursor, InputWrong);
    }

    private RequestDefect? ReadFormat()
    {
        if (_cursor.Peek() != JsonKind.String)
            return Skip();
        _wantsBase64 = _cursor.ReadString(out var format) && format.Is(_body, "base64"u8);
        return null;
    }

    private RequestDefect? Skip()
    {
        _cursor.Skip();
        return null;
    }
}
