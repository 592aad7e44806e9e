using Signalbox.Bench.Compare.Contenders;

namespace Signalbox.Bench.Compare.Measuring;

/// <summary>The upstream's own answers, byte for byte: what every contender must pass on.</summary>
/// <param name="Json">To the call for JSON.</param>
/// <param name="Stream">To the call for a stream.</param>
internal sealed record ReferenceAnswers(Exchange Json, Exchange Stream)
{
    /// <summary>Asks the upstream.</summary>
    public static ReferenceAnswers Of(Contender direct, Plan plan) => new(
        Exchange.Run(direct.Address, Workload.Request(direct, Workload.Json())),
        Exchange.Run(direct.Address, Workload.Request(direct, Workload.Stream(plan.StreamChunks, plan.StreamChunkMs))));

    /// <summary>Asks a contender, and compares.</summary>
    /// <exception cref="InvalidComparisonException">Status, media type or body differ.</exception>
    public void Check(Contender contender, Plan plan)
    {
        var answers = Of(contender, plan);
        Compare(contender, "JSON", Json, answers.Json);
        Compare(contender, "stream", Stream, answers.Stream);
    }

    private static void Compare(Contender contender, string what, Exchange expected, Exchange actual)
    {
        if (actual.Status != expected.Status || actual.ContentType != expected.ContentType || !actual.Body.AsSpan().SequenceEqual(expected.Body))
            throw new InvalidComparisonException(
                $"{contender.Name} does not pass the {what} on as it is: {actual.Status} '{actual.ContentType}', {actual.Body.Length} bytes"
                + $" instead of {expected.Status} '{expected.ContentType}', {expected.Body.Length} bytes.");
    }
}
