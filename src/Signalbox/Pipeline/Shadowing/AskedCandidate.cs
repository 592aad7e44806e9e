using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Dialects;

namespace Signalbox.Pipeline.Shadowing;

/// <summary>What is known of a call once its caller is answered, for the candidate that is asked next. Holds nothing of the caller's connection.</summary>
/// <param name="Run">The run.</param>
/// <param name="Dialect">What the caller spoke.</param>
/// <param name="Snapshot">The snapshot that judged the call.</param>
/// <param name="Target">The group.</param>
/// <param name="RequestId">The caller's call.</param>
/// <param name="Headers">Those of the caller's headers that an upstream of the dialect is told.</param>
/// <param name="PrimaryUs">How long the primary's answer took, without the gateway's own time.</param>
/// <param name="PrimaryCostMicros">What it cost.</param>
/// <param name="ServedBy">provider/upstream-model.</param>
internal sealed record AskedCandidate(
    ShadowRun Run, ApiDialect Dialect, Snapshot Snapshot, CallableTarget Target, string RequestId, IReadOnlyList<KeyValuePair<string, string>> Headers,
    long PrimaryUs, long? PrimaryCostMicros, string? ServedBy);
