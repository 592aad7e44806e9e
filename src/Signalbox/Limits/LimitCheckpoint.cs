using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>What had been taken of calendar limits when it was written, for a start while the database is away.</summary>
/// <param name="Segment">Segment of the journal up to which calls are counted in it.</param>
/// <param name="Offset">How far into that.</param>
/// <param name="Marks">The counts.</param>
internal sealed record LimitCheckpoint(long Segment, long Offset, IReadOnlyList<LimitMark> Marks);
