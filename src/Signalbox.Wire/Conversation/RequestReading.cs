using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Conversation;

/// <summary>
/// One reading of a request: where it goes, and the first thing found wrong. Fields are named as the caller's dialect names them in its errors
/// (<c>messages.3.content.0.type</c>, <c>input[3].content[0].type</c>); null counts as absent.
/// </summary>
internal sealed class RequestReading(ConversationRequest into)
{
    /// <summary>Places noted for one feature at most: a request can hold a hundred thousand of them, and no more than the first few tell anything.</summary>
    private const int MostPlaces = 64;

    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    private readonly Dictionary<ConversationFeature, int> _places = [];

    /// <summary>The request being read.</summary>
    public ConversationRequest Into => into;

    /// <summary>The first thing found wrong; null as long as there is none.</summary>
    public RequestDefect? Defect { get; private set; }

    /// <summary>Ids of the tool calls read so far.</summary>
    public HashSet<string> CallIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Notes a use.</summary>
    public void Note(ConversationFeature feature, string param)
    {
        var places = _places.GetValueOrDefault(feature);
        if (places == MostPlaces)
            return;
        _places[feature] = places + 1;
        into.Note(feature, param);
    }

    /// <summary>The value, noted as a use where there is one.</summary>
    public T? Noted<T>(T? value, ConversationFeature feature, string param)
    {
        if (value is not null)
            Note(feature, param);
        return value;
    }

    /// <summary>Notes what is wrong with a field, unless something is wrong already.</summary>
    /// <param name="param">The field.</param>
    /// <param name="demand">What it must be: the sentence goes on from the field's name.</param>
    public void Fail(string param, string demand) => Defect ??= new RequestDefect($"\"{param}\" {demand}", param);

    /// <summary>Whether the value is an object.</summary>
    public bool IsObject(JsonElement value, string param)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return true;
        Fail(param, "must be an object.");
        return false;
    }

    /// <summary>A string that must be there; empty when it is not, which is a defect.</summary>
    public string RequiredText(JsonElement parent, string name, string path)
    {
        if (OptionalText(parent, name, path) is { } text)
            return text;
        Fail(Join(path, name), "is required and must be a string.");
        return "";
    }

    /// <summary>A string, or null when it is absent.</summary>
    public string? OptionalText(JsonElement parent, string name, string path)
    {
        if (!parent.TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.Text();
        Fail(Join(path, name), "must be a string.");
        return null;
    }

    /// <summary>A whole number, or null when it is absent.</summary>
    public long? OptionalWhole(JsonElement parent, string name, string path)
    {
        if (!parent.TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && JsonText.TryReadWhole(JsonMarshal.GetRawUtf8Value(value), out var whole))
            return whole;
        Fail(Join(path, name), "must be a whole number.");
        return null;
    }

    /// <summary>A finite number, or null when it is absent.</summary>
    public double? OptionalNumber(JsonElement parent, string name, string path)
    {
        if (!parent.TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        Fail(Join(path, name), "must be a number.");
        return null;
    }

    /// <summary>True or false, or null when it is absent.</summary>
    public bool? OptionalFlag(JsonElement parent, string name, string path)
    {
        if (!parent.TryGet(name, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind == JsonValueKind.True;
        Fail(Join(path, name), "must be true or false.");
        return null;
    }

    /// <summary>An object; undefined when it is absent.</summary>
    public JsonElement OptionalObject(JsonElement parent, string name, string path) =>
        parent.TryGet(name, out var value) && IsObject(value, Join(path, name)) ? value : default;

    /// <summary>The items of a list; none when it is absent.</summary>
    public JsonElement.ArrayEnumerator OptionalList(JsonElement parent, string name, string path)
    {
        if (!parent.TryGet(name, out var value))
            return default;
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray();
        Fail(Join(path, name), "must be a list.");
        return default;
    }

    /// <summary>The mark of the end of a prefix to be cached (<c>cache_control</c>), noted where it stands.</summary>
    public CacheBreakpoint? Cache(JsonElement parent, string path)
    {
        var control = OptionalObject(parent, "cache_control", path);
        if (control.ValueKind != JsonValueKind.Object)
            return null;
        var param = Join(path, "cache_control");
        Note(ConversationFeature.CacheControl, param);
        return new CacheBreakpoint(OptionalText(control, "ttl", param));
    }

    /// <summary>Notes the members that are not among the known ones. Names that a field of an API cannot have are not repeated.</summary>
    public void NoteOthers(JsonElement parent, string path, ReadOnlySpan<string> known)
    {
        foreach (var member in parent.EnumerateObject())
        {
            var name = member.DecodedName();
            if (!known.Contains(name) && member.Value.ValueKind != JsonValueKind.Null)
                Note(path.Length == 0 && ForeignContent.IsSaid(name) ? ConversationFeature.UnknownContent : ConversationFeature.Unknown, Join(path, IsName(name) ? name : "(unnamed)"));
        }
    }

    /// <summary>The name of a member inside a field.</summary>
    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
