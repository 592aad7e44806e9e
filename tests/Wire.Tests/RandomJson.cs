using System.Globalization;
using System.Text;

namespace Wire.Tests;

/// <summary>
/// Writes random JSON in the odd spellings that are legal: white space anywhere, escapes for characters that need none,
/// characters of every length in UTF-8, numbers with exponents. The same seed gives the same text.
/// </summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Characters =
    [
        "a", "Z", "7", " ", "/", "{", "}", "[", "]", ":", ",", "'", "é", "北", "😀", "\u2028", "\\\"", "\\\\", "\\/", "\\n",
        "\\t", "\\u0041", "\\u00e9", "\\ud83d\\ude00", "\\u0000", "usage", "error", "\\\"usage\\\":null", "data: ",
    ];

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public string Space() => _random.Next(4) switch
    {
        0 => " ",
        1 => new string([.. Enumerable.Range(0, _random.Next(4)).Select(_ => " \t\r\n"[_random.Next(4)])]),
        _ => "",
    };

    public string StringContent(int maxPieces = 6) =>
        string.Concat(Enumerable.Range(0, _random.Next(maxPieces + 1)).Select(_ => Characters[_random.Next(Characters.Length)]));

    public string String() => $"\"{StringContent()}\"";

    /// <summary>A name or word, now and then with one of its letters escaped.</summary>
    public string Word(string word)
    {
        if (_random.Next(6) != 0)
            return $"\"{word}\"";
        var at = _random.Next(word.Length);
        return $"\"{word[..at]}\\u{(int)word[at]:x4}{word[(at + 1)..]}\"";
    }

    public string Number() => _random.Next(5) switch
    {
        0 => "0",
        1 => "-1.5e+3",
        2 => _random.Next().ToString(CultureInfo.InvariantCulture),
        3 => "1E2",
        _ => "-0.25",
    };

    public string Value(int depth = 3) => _random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => "null",
        1 => "true",
        2 => "false",
        3 => Number(),
        4 => String(),
        5 => Array(Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))),
        _ => Object(Enumerable.Range(0, _random.Next(4)).Select(i => ($"\"k{i}{StringContent(2)}\"", Value(depth - 1)))),
    };

    public string Array(IEnumerable<string> values)
    {
        var items = values.ToArray();
        return items.Length == 0
            ? $"[{Space()}]"
            : "[" + string.Join(",", items.Select(v => Space() + v + Space())) + "]";
    }

    public string Object(IEnumerable<(string Name, string Value)> members)
    {
        var text = new StringBuilder("{");
        var first = true;
        foreach (var (name, value) in members)
        {
            text.Append(first ? "" : ",").Append(Space()).Append(name).Append(Space()).Append(':')
                .Append(Space()).Append(value).Append(Space());
            first = false;
        }

        return text.Append(first ? Space() : "").Append('}').ToString();
    }

    /// <summary>The members in random order.</summary>
    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var array = items.ToArray();
        _random.Shuffle(array);
        return array;
    }

    /// <summary>The bytes with a few of them changed, removed, doubled or cut off.</summary>
    public byte[] Mutate(byte[] bytes)
    {
        var list = bytes.ToList();
        for (var i = _random.Next(1, 4); i > 0 && list.Count > 0; i--)
        {
            var at = _random.Next(list.Count);
            switch (_random.Next(5))
            {
                case 0:
                    list[at] = (byte)"{}[]\",:\\ \n0e-.tnfu"[_random.Next(18)];
                    break;
                case 1:
                    list[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    list.RemoveAt(at);
                    break;
                case 3:
                    list.Insert(at, list[_random.Next(list.Count)]);
                    break;
                default:
                    list.RemoveRange(at, Math.Min(list.Count - at, _random.Next(1, 6)));
                    break;
            }
        }

        return [.. list];
    }
}
