namespace Signalbox.Usage;

/// <summary>A sink does not take a record, and never will: the fault is in its data, not in the state of the sink.</summary>
internal sealed class RecordRejectedException(string message, Exception? inner = null) : Exception(message, inner);
