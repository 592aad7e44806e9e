using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIEmbeddings;

/// <summary>
/// Reads a request for embeddings (https://platform.openai.com/docs/api-reference/embeddings/create) in one pass: checks that it is one well-formed
/// JSON object with a model and an input, and notes where the model stands and how the numbers are wanted. What the input may be, the upstream
/// judges. Allocates nothing for a good request; a bad one is a <see cref="RequestDefect"/>, never an exception.
/// </summary>
public static class EmbeddingsRequestScanner
{
    private static readonly RequestDefect Empty =
        new("The request body is empty. Send a JSON object with \"model\" and \"input\".", null);

    private static readonly RequestDefect NotAnObject =
        new("The request body must be a JSON object with \"model\" and \"input\".", null);

    /// <summary>Scans the complete body.</summary>
    /// <param name="body">The body, whole and contiguous.</param>
    /// <param name="scan">What was found; meaningful only when the answer is true.</param>
    /// <param name="defect">What is wrong with the body; null when the answer is true.</param>
    public static bool TryScan(ReadOnlySpan<byte> body, out EmbeddingsRequestScan scan, out RequestDefect? defect)
    {
        scan = default;
        defect = InOwnWords(RequestBody.CheckEncoding(body));
        if (defect is not null)
            return false;

        var members = new RequestMembers(
            body,
            stackalloc int[RequestMembers.UsualCount],
            stackalloc JsonString[RequestMembers.UsualCount],
            stackalloc byte[MemberNames.MaxNameBytes]);
        var walk = new EmbeddingsRequestWalk(body, members);
        defect = InOwnWords(walk.Run());
        scan = walk.Scan;
        return defect is null;
    }

    private static RequestDefect? InOwnWords(RequestDefect? defect) =>
        ReferenceEquals(defect, RequestDefects.Empty) ? Empty
        : ReferenceEquals(defect, RequestDefects.NotAnObject) ? NotAnObject
        : defect;
}
