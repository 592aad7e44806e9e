using Signalbox.Core.Snapshots;
using Signalbox.Wire;
using Signalbox.Wire.Tokens;

namespace Signalbox.Pipeline.Metering;

/// <summary>
/// Notes the tokens of a call. What the provider has told counts, an explicit zero too (R27); what it has not told is estimated, and the record says so.
/// </summary>
internal static class TokenMeter
{
    /// <summary>Notes them.</summary>
    /// <param name="call">The call.</param>
    /// <param name="deployment">What answered it.</param>
    /// <param name="told">The provider's counts; null when it told none.</param>
    /// <param name="contentBytes">Bytes of text in the answer, as far as it came.</param>
    /// <param name="isWhole">
    /// Whether the answer came to its end. Counts told before that may be of its beginning: Anthropic's first are (https://docs.anthropic.com/en/api/messages-streaming).
    /// </param>
    public static ValueTask NoteAsync(Call call, RouteDeployment deployment, TokenUsage? told, long contentBytes, bool isWhole)
    {
        if (!isWhole || told is not { Input: not null, Output: not null }) return EstimateAsync(call, deployment, told ?? default, contentBytes, isWhole);
        CallEnding.SetUsage(call, deployment, told);
        return ValueTask.CompletedTask;
    }

    /// <summary>Notes what is known of a stream that still runs, as an estimate. Allocates nothing and looks at no text.</summary>
    public static void NoteSoFar(Call call, RouteDeployment deployment, TokenUsage? told, long contentBytes)
    {
        var known = told ?? default;
        var passedOn = TokenFamily.For(deployment.Deployment.UpstreamModel).OfBytes(contentBytes);
        CallEnding.SetUsage(
            call, deployment, known with { Input = known.Input ?? call.Record.TokensInput ?? PromptTokens.BySize(call), Output = Math.Max(known.Output ?? 0, passedOn) },
            isEstimate: true);
    }

    private static async ValueTask EstimateAsync(Call call, RouteDeployment deployment, TokenUsage told, long contentBytes, bool isWhole)
    {
        var family = TokenFamily.For(deployment.Deployment.UpstreamModel);
        var input = told.Input ?? await PromptTokens.CountAsync(call, family);
        var output = told.Output;
        if (family.OfBytes(contentBytes) is var passedOn && (output is null || (!isWhole && passedOn > output))) output = passedOn;
        CallEnding.SetUsage(call, deployment, told with { Input = input, Output = output }, isEstimate: input != told.Input || output != told.Output);
    }
}
