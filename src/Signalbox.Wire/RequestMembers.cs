using Signalbox.Wire.Json;

namespace Signalbox.Wire;

/// <summary>
/// The members of a request's root object, one after the other, each name once. The caller reads or skips each value with
/// the same cursor.
/// </summary>
internal ref struct RequestMembers
{
    /// <summary>Number of members that need no more memory than the caller's.</summary>
    public const int UsualCount = 32;

    private readonly ReadOnlySpan<byte> _body;
    private readonly Span<byte> _scratch;
    private MemberNames _names;
    private RequestDefect? _defect;

    /// <param name="body">The body that the cursor walks.</param>
    /// <param name="hashes">Room for <see cref="UsualCount"/>.</param>
    /// <param name="names">Room for <see cref="UsualCount"/>.</param>
    /// <param name="scratch">Room for <see cref="MemberNames.MaxNameBytes"/>.</param>
    public RequestMembers(ReadOnlySpan<byte> body, Span<int> hashes, Span<JsonString> names, Span<byte> scratch)
    {
        _body = body;
        _scratch = scratch;
        _names = new MemberNames(body, hashes, names);
    }

    /// <summary>Enters the root object. Null when there is one.</summary>
    public static RequestDefect? Begin(ref JsonCursor cursor)
    {
        var root = cursor.Peek();
        if (root == JsonKind.End)
            return RequestDefects.Empty;
        if (root is not (JsonKind.Object or JsonKind.Invalid))
            return RequestDefects.NotAnObject;
        return cursor.BeginObject() ? null : Malformed(cursor);
    }

    /// <summary>Moves to the next member and stops at its value. False at the end and after anything wrong.</summary>
    /// <param name="cursor">The cursor.</param>
    /// <param name="name">The decoded name, until the next call.</param>
    public bool Next(ref JsonCursor cursor, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!cursor.NextMember(out var member))
            return false;
        if (_names.Count == MemberNames.Limit)
            return Refuse(RequestDefects.TooManyFields);
        if (member.Content.Length > MemberNames.MaxNameBytes)
            return Refuse(RequestDefects.FieldNameTooLong);
        name = member.Content.Of(_body);
        if (member.Escaped)
        {
            if (!JsonText.TryDecodeUtf8(name, _scratch, out var length))
                return Refuse(RequestDefects.FieldNameNotText);
            name = _scratch[..length];
        }

        return _names.TryAdd(member, name) || Refuse(RequestDefects.Duplicate(name));
    }

    /// <summary>Judges the whole body after the last member was read. Null when all is well.</summary>
    /// <param name="cursor">The cursor.</param>
    /// <param name="found">What was wrong with a value, told only where the text is JSON up to there.</param>
    public readonly RequestDefect? End(ref JsonCursor cursor, RequestDefect? found)
    {
        if (cursor.Failed)
            return Malformed(cursor);
        if ((found ?? _defect) is { } defect)
            return defect;
        return cursor.ReadEnd() ? null : Malformed(cursor);
    }

    private bool Refuse(RequestDefect defect)
    {
        _defect = defect;
        return false;
    }

    private static RequestDefect Malformed(in JsonCursor cursor) => RequestDefects.Malformed(cursor.Fault, cursor.Position);
}
