using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Signalbox.Wire.Json;

/// <summary>
/// Walks one JSON text (RFC 8259) once, from left to right, validating every byte it passes, and reports offsets.
/// </summary>
/// <remarks>
/// Why not <c>Utf8JsonReader</c>: it throws on malformed input, which a caller can then make us pay for, and it knows
/// no depth-first "give me the offsets and carry on". The first fault ends the walk: every later call answers false
/// and <see cref="Fault"/> says why. UTF-8 validity is the caller's check (one vectorized pass beforehand).
/// </remarks>
internal ref struct JsonCursor
{
    /// <summary>Levels of nesting that fit the bit stack of <see cref="Skip()"/>.</summary>
    public const int DepthLimit = 64;

    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
        30, 31, (byte)'"', (byte)'\\',
    ]);

    private readonly ReadOnlySpan<byte> _json;
    private readonly int _maxDepth;
    private int _position;
    private int _depth;
    private bool _justOpened;
    private JsonFault _fault;

    public JsonCursor(ReadOnlySpan<byte> json, int maxDepth = DepthLimit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDepth, DepthLimit);
        _json = json;
        _maxDepth = maxDepth;
    }

    /// <summary>A cursor in the middle of a text, to read one value that starts there.</summary>
    public static JsonCursor At(ReadOnlySpan<byte> json, int position) => new(json) { _position = position };

    /// <summary>Offset of the next byte to read; after a fault, the offset of the offending byte.</summary>
    public readonly int Position => _position;

    /// <summary>What is wrong with the text, as far as it was read.</summary>
    public readonly JsonFault Fault => _fault;

    public readonly bool Failed => _fault != JsonFault.None;

    /// <summary>Passes white space and tells what comes next without consuming it.</summary>
    public JsonKind Peek()
    {
        SkipWhitespace();
        if (_position >= _json.Length)
            return JsonKind.End;
        return _json[_position] switch
        {
            (byte)'{' => JsonKind.Object,
            (byte)'[' => JsonKind.Array,
            (byte)'"' => JsonKind.String,
            (byte)'t' => JsonKind.True,
            (byte)'f' => JsonKind.False,
            (byte)'n' => JsonKind.Null,
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => JsonKind.Number,
            _ => JsonKind.Invalid,
        };
    }

    /// <summary>Enters the object that comes next.</summary>
    public bool BeginObject() => Begin((byte)'{');

    /// <summary>Enters the array that comes next.</summary>
    public bool BeginArray() => Begin((byte)'[');

    /// <summary>
    /// Moves to the next member of the object entered last and stops at its value, which the caller must then read or
    /// skip. False at the closing brace (consumed) and after a fault.
    /// </summary>
    public bool NextMember(out JsonString name)
    {
        name = default;
        if (!NextItem((byte)'}') || !ReadString(out name))
            return false;
        SkipWhitespace();
        if (!Expect((byte)':'))
            return false;
        SkipWhitespace();
        return true;
    }

    /// <summary>As <see cref="NextMember"/>, for the array entered last.</summary>
    public bool NextElement() => NextItem((byte)']');

    /// <summary>Reads the string that comes next.</summary>
    public bool ReadString(out JsonString value)
    {
        value = default;
        SkipWhitespace();
        if (_fault != JsonFault.None || !Expect((byte)'"'))
            return false;
        var start = _position;
        var escaped = false;
        while (true)
        {
            var run = PlainRun(_json[_position..]);
            if (run < 0)
            {
                _position = _json.Length;
                return Fail(JsonFault.UnexpectedEnd);
            }

            _position += run;
            switch (_json[_position])
            {
                case (byte)'"':
                    value = new JsonString(ByteRange.Between(start, _position), escaped);
                    _position++;
                    return true;
                case (byte)'\\':
                    escaped = true;
                    if (!SkipEscape())
                        return false;
                    break;
                default:
                    return Fail(JsonFault.ControlCharacterInString);
            }
        }
    }

    /// <summary>Passes the value that comes next, whole, and tells where it stands.</summary>
    public bool Skip(out ByteRange value)
    {
        SkipWhitespace();
        var start = _position;
        var passed = Skip();
        value = passed ? ByteRange.Between(start, _position) : default;
        return passed;
    }

    /// <summary>Passes the value that comes next, whole. Never recurses: the kinds of the open containers are bits.</summary>
    public bool Skip()
    {
        if (_fault != JsonFault.None)
            return false;
        ulong objects = 0;
        var open = 0;
        while (true)
        {
            var kind = Peek();
            if (kind is JsonKind.Object or JsonKind.Array)
            {
                if (!Begin(kind == JsonKind.Object ? (byte)'{' : (byte)'['))
                    return false;
                objects = (objects << 1) | (kind == JsonKind.Object ? 1UL : 0UL);
                open++;
            }
            else if (!SkipScalar(kind))
            {
                return false;
            }

            // A value is done, or a container has just opened: find the next value, closing whatever ends here.
            while (true)
            {
                if (open == 0)
                    return true;
                if ((objects & 1) == 1 ? NextMember(out _) : NextElement())
                    break;
                if (_fault != JsonFault.None)
                    return false;
                objects >>= 1;
                open--;
            }
        }
    }

    /// <summary>Whether nothing but white space follows the value read last.</summary>
    public bool ReadEnd()
    {
        if (_fault != JsonFault.None)
            return false;
        SkipWhitespace();
        return _position == _json.Length || Fail(JsonFault.TrailingData);
    }

    /// <summary>
    /// Length of the run before the next quote, backslash or control character, or -1 when there is none. Names and most
    /// values end within sixteen bytes, where one vector comparison beats the call of a general search.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlainRun(ReadOnlySpan<byte> text)
    {
        if (text.Length >= Vector128<byte>.Count)
        {
            var piece = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text));
            var stops = Vector128.Equals(piece, Vector128.Create((byte)'"'))
                | Vector128.Equals(piece, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(piece, Vector128.Create((byte)0x20));
            var mask = stops.ExtractMostSignificantBits();
            if (mask != 0)
                return BitOperations.TrailingZeroCount(mask);
        }

        return text.IndexOfAny(StringStops);
    }

    private bool Begin(byte opening)
    {
        SkipWhitespace();
        if (_fault != JsonFault.None || !Expect(opening))
            return false;
        if (++_depth > _maxDepth)
        {
            _position--;
            return Fail(JsonFault.TooDeep);
        }

        _justOpened = true;
        return true;
    }

    private bool NextItem(byte closing)
    {
        if (_fault != JsonFault.None)
            return false;
        SkipWhitespace();
        if (_position >= _json.Length)
            return Fail(JsonFault.UnexpectedEnd);
        var next = _json[_position];
        if (next == closing)
        {
            _position++;
            _depth--;
            _justOpened = false;
            return false;
        }

        if (_justOpened)
        {
            _justOpened = false;
            return true;
        }

        if (next != (byte)',')
            return Fail(JsonFault.UnexpectedByte);
        _position++;
        SkipWhitespace();
        // A comma promises another item: "[1,]" must not pass for an end.
        if (_position < _json.Length && _json[_position] == closing)
            return Fail(JsonFault.UnexpectedByte);
        return true;
    }

    private bool SkipScalar(JsonKind kind) => kind switch
    {
        JsonKind.String => ReadString(out _),
        JsonKind.Number => SkipNumber(),
        JsonKind.True => SkipLiteral("true"u8),
        JsonKind.False => SkipLiteral("false"u8),
        JsonKind.Null => SkipLiteral("null"u8),
        JsonKind.End => Fail(JsonFault.UnexpectedEnd),
        _ => Fail(JsonFault.UnexpectedByte),
    };

    private bool SkipLiteral(ReadOnlySpan<byte> literal)
    {
        var rest = _json[_position..];
        if (rest.StartsWith(literal))
        {
            _position += literal.Length;
            return true;
        }

        var same = rest.CommonPrefixLength(literal);
        _position += same;
        return Fail(same == rest.Length ? JsonFault.UnexpectedEnd : JsonFault.UnexpectedByte);
    }

    private bool SkipNumber()
    {
        if (_json[_position] == (byte)'-')
            _position++;
        if (_position < _json.Length && _json[_position] == (byte)'0')
            _position++;
        else if (!SkipDigits())
            return false;
        if (_position < _json.Length && _json[_position] == (byte)'.')
        {
            _position++;
            if (!SkipDigits())
                return false;
        }

        if (_position < _json.Length && (_json[_position] | 0x20) == 'e')
        {
            _position++;
            if (_position < _json.Length && _json[_position] is (byte)'+' or (byte)'-')
                _position++;
            if (!SkipDigits())
                return false;
        }

        return true;
    }

    private bool SkipDigits()
    {
        var start = _position;
        while (_position < _json.Length && (uint)(_json[_position] - '0') <= 9)
            _position++;
        if (_position > start)
            return true;
        return Fail(_position == _json.Length ? JsonFault.UnexpectedEnd : JsonFault.BadNumber);
    }

    private bool SkipEscape()
    {
        var rest = _json[_position..];
        if (rest.Length < 2)
        {
            _position = _json.Length;
            return Fail(JsonFault.UnexpectedEnd);
        }

        switch (rest[1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                _position += 2;
                return true;
            case (byte)'u':
                for (var i = 2; i < 6; i++)
                {
                    if (i >= rest.Length)
                    {
                        _position = _json.Length;
                        return Fail(JsonFault.UnexpectedEnd);
                    }

                    if (!char.IsAsciiHexDigit((char)rest[i]))
                        return Fail(JsonFault.BadEscape);
                }

                _position += 6;
                return true;
            default:
                return Fail(JsonFault.BadEscape);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipWhitespace()
    {
        if (_position < _json.Length && _json[_position] <= 0x20)
            SkipWhitespaceRun();
    }

    private void SkipWhitespaceRun()
    {
        while (_position < _json.Length && _json[_position] is 0x20 or 0x0A or 0x0D or 0x09)
            _position++;
    }

    private bool Expect(byte expected)
    {
        if (_position >= _json.Length)
            return Fail(JsonFault.UnexpectedEnd);
        if (_json[_position] != expected)
            return Fail(JsonFault.UnexpectedByte);
        _position++;
        return true;
    }

    private bool Fail(JsonFault fault)
    {
        _fault = fault;
        return false;
    }
}
