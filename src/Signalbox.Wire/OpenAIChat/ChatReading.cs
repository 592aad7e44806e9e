using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// One reading of one request: where it goes, and the first thing found wrong. A place is given in two halves (<c>messages[3]</c> and
/// <c>.content</c>), which are joined only when someone is told of it.
/// </summary>
internal sealed class ChatReading(ConversationRequest request)
{
    /// <summary>
    /// Places noted for one feature at most. A request can hold a hundred thousand images, the notes name each place once, and none of the
    /// places beyond the first few tells anybody more.
    /// </summary>
    private const int MostPlaces = 64;

    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    private readonly Dictionary<ConversationFeature, int> _places = [];

    public ConversationRequest Request => request;

    /// <summary>The first thing found wrong.</summary>
    public RequestDefect? Defect { get; private set; }

    public bool Failed => Defect is not null;

    public void Fail(RequestDefect defect) => Defect ??= defect;

    /// <summary>Notes that a field is wrong: <c>"messages[3].content" must be a string.</c></summary>
    /// <param name="demand">What it must be, with a full stop.</param>
    /// <param name="at">The place.</param>
    /// <param name="member">The rest of the place.</param>
    public void Fail(string demand, string at, string member = "") =>
        Defect ??= new RequestDefect($"\"{at}{member}\" {demand}", at + member);

    public void Note(ConversationFeature feature, string at, string member = "")
    {
        var places = _places.GetValueOrDefault(feature);
        if (places == MostPlaces)
            return;
        _places[feature] = places + 1;
        request.Note(feature, at + member);
    }

    /// <summary>Notes a member that we do not know. A null says nothing.</summary>
    public void NoteUnknown(JsonElement value, string at, string name)
    {
        if (IsAbsent(value))
            return;
        var shown = name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(NameCharacters) ? name : "(unnamed)";
        Note(at.Length == 0 && ForeignContent.IsSaid(name) ? ConversationFeature.UnknownContent : ConversationFeature.Unknown, at.Length == 0 ? shown : $"{at}.{shown}");
    }

    /// <summary>Whether a member is missing or null, which the API takes for the same.</summary>
    public static bool IsAbsent(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public string? Text(JsonElement value, string at, string member = "")
    {
        if (IsAbsent(value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return RawElement.Text(value);
        Fail("must be a string.", at, member);
        return null;
    }

    /// <summary>A string that must be there and say something.</summary>
    public string RequiredText(JsonElement value, string at, string member)
    {
        var text = value.ValueKind == JsonValueKind.String ? RawElement.Text(value) : "";
        if (text.Length == 0)
            Fail("must be a string that is not empty.", at, member);
        return text;
    }

    public bool? Flag(JsonElement value, string at, string member = "")
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            default:
                Fail("must be true, false or null.", at, member);
                return null;
        }
    }

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public long? Whole(JsonElement value, string at, string member = "", long least = long.MinValue)
    {
        if (IsAbsent(value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && RawElement.TryReadWhole(value, out var whole))
        {
            if (whole >= least)
                return whole;
            Fail($"must be at least {least}.", at, member);
            return null;
        }

        Fail("must be a whole number or null.", at, member);
        return null;
    }

    public double? Number(JsonElement value, string at)
    {
        if (IsAbsent(value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        Fail("must be a number or null.", at);
        return null;
    }

    /// <summary>Whether a value is an object; anything else but null is a defect.</summary>
    public bool IsObject(JsonElement value, string at, string member = "")
    {
        if (value.ValueKind == JsonValueKind.Object)
            return true;
        if (!IsAbsent(value))
            Fail("must be an object or null.", at, member);
        return false;
    }

    /// <summary>Whether a value is an array; anything else but null is a defect.</summary>
    public bool IsArray(JsonElement value, string at, string member = "")
    {
        if (value.ValueKind == JsonValueKind.Array)
            return true;
        if (!IsAbsent(value))
            Fail("must be an array or null.", at, member);
        return false;
    }

    /// <summary>Reads <c>cache_control</c>, which compatible servers take where Anthropic does.</summary>
    public CacheBreakpoint? Cache(JsonElement value, string at)
    {
        if (!IsObject(value, at, ".cache_control"))
            return null;
        Note(ConversationFeature.CacheControl, at, ".cache_control");
        return new CacheBreakpoint(Text(RawElement.Member(value, "ttl"), at, ".cache_control.ttl"));
    }
}
