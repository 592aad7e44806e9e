using Dapper;

namespace Signalbox.Usage.Rollups;

/// <summary>A condition on rows of <c>report_groups</c>, named g.</summary>
/// <param name="Sql">The condition.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record GroupCondition(string Sql, DynamicParameters Parameters);
