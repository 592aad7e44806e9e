using System.Globalization;
using Signalbox.Admin;

namespace Signalbox.Quality.Evaluations;

/// <summary>What is wrong with an evaluation, by line and field. The first of many are enough to see what.</summary>
internal sealed class EvaluationErrors
{
    private const int Most = 20;
    private readonly FieldErrors _errors = new();
    private int _count;

    /// <summary>Whether more is not listed.</summary>
    public bool IsFull => _count >= Most;

    /// <summary>Notes a fault of the evaluation as a whole.</summary>
    public void Add(string field, string message)
    {
        if (_count++ < Most) _errors.Add(field, message);
    }

    /// <summary>Notes a fault of a result.</summary>
    public void Add(int line, int index, string field, string message) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"results[{index}]{(field.Length == 0 ? "" : $".{field}")}"), string.Create(CultureInfo.InvariantCulture, $"(line {line}) {message}"));

    /// <summary>Ends the request if anything was noted.</summary>
    /// <exception cref="ProblemException">400 naming lines and fields.</exception>
    public void ThrowIfAny()
    {
        if (_count > Most) _errors.Add("results", $"have {_count - Most} further faults.");
        _errors.ThrowIfAny();
    }
}
