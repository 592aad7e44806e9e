using Signalbox.Core.Reports;

namespace Signalbox.Usage.Rollups;

/// <summary>Which sums to read.</summary>
/// <param name="Segments">The stretches of time, with the parts of the report they count to.</param>
/// <param name="Filters">Values of dimensions; a call has to have one of each. An empty text stands for none.</param>
internal sealed record ReportSelection(IReadOnlyList<TimeSegment> Segments, IReadOnlyList<(ReportDimension Dimension, IReadOnlyList<string> Values)> Filters);
