namespace Signalbox.Bench.Compare;

/// <summary>The figures would mean nothing: a contender does not start, answers wrongly, or not at all.</summary>
internal sealed class InvalidComparisonException(string message) : Exception(message);
