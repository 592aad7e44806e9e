namespace Signalbox.Pipeline;

/// <summary>Stage 3: one pass over the body, which tells the model and whether to stream, and refuses what is malformed.</summary>
internal static class RequestParsing
{
    /// <summary>The refusal, or null with the findings in the call.</summary>
    public static CallError? Run(Call call) => call.Dialect.Scan(call) is { } defect ? CallError.InvalidRequest(defect) : null;
}
