using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Pipeline;

/// <summary>Stage 3: one pass over the body, which tells the model and whether to stream, and refuses what is malformed.</summary>
internal static class RequestParsing
{
    /// <summary>The refusal, or null with the findings in <see cref="Call.Scan"/>.</summary>
    public static OpenAIError? Run(Call call)
    {
        if (!ChatRequestScanner.TryScan(call.Body.Span, out var scan, out var defect)) return OpenAIError.InvalidRequest(defect!);
        call.Scan = scan;
        call.Record.Stream = scan.Stream;
        return null;
    }
}
