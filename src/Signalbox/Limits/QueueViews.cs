namespace Signalbox.Limits;

/// <summary>The calls that wait for room at this instance.</summary>
/// <param name="Queues">One line per limit under which someone waits.</param>
internal sealed record QueuesView(IReadOnlyList<QueueView> Queues);

/// <summary>The line of one limit.</summary>
/// <param name="Limit">The limit's name.</param>
/// <param name="Level">The level it is written at.</param>
/// <param name="ScopeId">Where.</param>
/// <param name="Scope">The name of that.</param>
/// <param name="Depth">How many may wait.</param>
/// <param name="Waiting">Who waits, in the order of service; at most 100.</param>
/// <param name="Count">How many wait.</param>
internal sealed record QueueView(string Limit, string Level, string ScopeId, string Scope, int Depth, int Count, IReadOnlyList<WaitingCallView> Waiting);

/// <summary>A call that waits.</summary>
/// <param name="Position">Its place, from 1.</param>
/// <param name="KeyId">Whose call.</param>
/// <param name="Key">The key's name.</param>
/// <param name="Priority">1 to 9.</param>
/// <param name="WaitedMs">How long it has waited, in milliseconds.</param>
internal sealed record WaitingCallView(int Position, string KeyId, string Key, int Priority, long WaitedMs);
