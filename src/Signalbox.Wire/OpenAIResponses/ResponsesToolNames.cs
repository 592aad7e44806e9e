using System.Globalization;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// The names of a request's tools, both ways. A tool inside a <c>namespace</c> (https://platform.openai.com/docs/api-reference/responses/create,
/// <c>tools</c>) is sent on as a plain tool <c>namespace__name</c>, since no other dialect has namespaces, and its calls get both names back. The same
/// request gives the same names each time, so that prompt caches hold.
/// </summary>
public sealed class ResponsesToolNames
{
    /// <summary>The longest name of a function that OpenAI takes.</summary>
    private const int MostCharacters = 64;

    private readonly Dictionary<(string Namespace, string Name), string> _flat = [];
    private readonly Dictionary<string, (string Namespace, string Name)> _spaced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _plain = new(StringComparer.Ordinal);

    /// <summary>The names of a request that has been read: as much of them as answering it takes.</summary>
    public static ResponsesToolNames Of(ConversationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var names = new ResponsesToolNames();
        foreach (var tool in request.Tools)
            if (tool.Origin is { } origin)
                names._spaced[tool.Name] = origin;

        return names;
    }

    /// <summary>What the caller calls a tool.</summary>
    /// <param name="name">The name that the model uses; one that is not the request's own comes back as it is.</param>
    public (string? Namespace, string Name) Resolve(string name) =>
        _spaced.TryGetValue(name, out var both) ? (both.Namespace, both.Name) : (null, name);

    /// <summary>Keeps a name without a namespace as it is. To be called for all of them before the first <see cref="Flatten"/>.</summary>
    internal void Reserve(string name) => _plain.Add(name);

    /// <summary>The name to send on.</summary>
    internal string Flatten(string? space, string name)
    {
        if (string.IsNullOrEmpty(space))
            return name;
        if (_flat.TryGetValue((space, name), out var known))
            return known;
        var flat = Free(Fit(space.EndsWith("__", StringComparison.Ordinal) ? space + name : $"{space}__{name}"));
        _flat.Add((space, name), flat);
        _spaced.Add(flat, (space, name));
        return flat;
    }

    private string Free(string wanted)
    {
        var name = wanted;
        for (var i = 2; _plain.Contains(name) || _spaced.ContainsKey(name); i++)
        {
            var suffix = "_" + i.ToString(CultureInfo.InvariantCulture);
            name = wanted[..Math.Min(wanted.Length, MostCharacters - suffix.Length)] + suffix;
        }

        return name;
    }

    /// <summary>A name that is too long keeps its beginning and ends with a hash of the whole.</summary>
    private static string Fit(string name)
    {
        var fit = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        if (fit.Length <= MostCharacters)
            return fit;
        var hash = 2166136261u;
        foreach (var c in name)
            hash = unchecked((hash ^ c) * 16777619u);
        return $"{fit[..(MostCharacters - 9)]}_{hash.ToString("x8", CultureInfo.InvariantCulture)}";
    }
}
