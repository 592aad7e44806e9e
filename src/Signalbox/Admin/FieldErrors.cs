namespace Signalbox.Admin;

/// <summary>Collects what is wrong with a draft, field by field, so that one answer names everything.</summary>
internal sealed class FieldErrors
{
    private readonly List<(string Field, string Message)> _errors = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _errors.Count == 0;

    /// <summary>All of it, in the order found.</summary>
    public IReadOnlyList<(string Field, string Message)> All => _errors;

    /// <summary>One sentence for the problem's detail.</summary>
    public string Summary => _errors.Count == 1
        ? $"{_errors[0].Field}: {_errors[0].Message}"
        : string.Join(" ", _errors.Select(e => $"{e.Field}: {e.Message}"));

    /// <summary>Notes a fault.</summary>
    /// <param name="field">Path of the field in the API's words.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    public void Add(string field, string message) => _errors.Add((field, message));

    /// <summary>Notes a fault unless the condition holds.</summary>
    public void Require(bool condition, string field, string message)
    {
        if (!condition) Add(field, message);
    }

    /// <summary>Ends the request if anything was noted.</summary>
    /// <exception cref="ProblemException">400 naming every field.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty) throw ProblemException.Invalid(this);
    }

    /// <summary>Messages by field.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        _errors.GroupBy(e => e.Field).ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray());
}
