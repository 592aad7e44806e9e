using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads a Responses request (https://platform.openai.com/docs/api-reference/responses/create) in one pass: checks that it
/// is one well-formed JSON object, and notes where the few fields stand that the gateway reads or replaces. Allocates
/// nothing for a good request; a bad one is a <see cref="RequestDefect"/>, never an exception.
/// </summary>
public static class ResponsesRequestScanner
{
    /// <summary>Deepest nesting accepted, the root object being level 1.</summary>
    public const int MaxDepth = RequestBody.MaxDepth;

    /// <summary>Scans the complete body.</summary>
    /// <param name="body">The body, whole and contiguous.</param>
    /// <param name="scan">What was found; meaningful only when the answer is true.</param>
    /// <param name="defect">What is wrong with the body; null when the answer is true.</param>
    public static bool TryScan(ReadOnlySpan<byte> body, out ResponsesRequestScan scan, out RequestDefect? defect)
    {
        scan = default;
        defect = ResponsesRequestDefects.InOwnWords(RequestBody.CheckEncoding(body));
        if (defect is not null)
            return false;

        var members = new RequestMembers(
            body,
            stackalloc int[RequestMembers.UsualCount],
            stackalloc JsonString[RequestMembers.UsualCount],
            stackalloc byte[MemberNames.MaxNameBytes]);
        var walk = new ResponsesRequestWalk(body, members);
        defect = ResponsesRequestDefects.InOwnWords(walk.Run());
        if (defect is not null)
            return false;
        scan = walk.ToScan();
        return true;
    }
}
