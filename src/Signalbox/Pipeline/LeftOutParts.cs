namespace Signalbox.Pipeline;

/// <summary>Kinds of parts of an answer that were left out in its translation, each once.</summary>
internal sealed class LeftOutParts
{
    private const int Most = 16;
    private const int LongestName = 64;
    private readonly List<string> _kinds = [];

    /// <summary>Adds a kind. What is no name is not repeated: it comes from outside and goes into a header.</summary>
    public void Add(string kind)
    {
        var isName = kind.Length is > 0 and <= LongestName && kind.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
        var name = isName ? kind : "unnamed";
        if (_kinds.Count < Most && !_kinds.Contains(name)) _kinds.Add(name);
    }

    /// <summary>As it stands in <c>x-signalbox-translation</c> behind <c>left_out=</c>: the kinds, separated by commas.</summary>
    public override string ToString() => string.Join(',', _kinds);
}
