namespace Signalbox.Import.LiteLlm;

/// <summary>
/// LiteLLM's timeouts and retries in Signalbox's words. LiteLLM's timeout bounds the wait for an answer (<see href="https://docs.litellm.ai/docs/proxy/timeout"/>),
/// which without streaming is the wait for its first byte; a stream that keeps coming is not cut.
/// </summary>
internal sealed class CallBounds(ImportReport report, RouterSettings settings)
{
    private const int DefaultTotalMs = 900_000;
    private const int MostMs = 3_600_000;
    private const int MostRetries = 5;

    /// <summary>The provider with the bounds that a deployment asks for.</summary>
    public ImportedProvider Apply(Parameters parameters, ImportedProvider provider)
    {
        var firstByte = Milliseconds(parameters.Take("timeout", "request_timeout") ?? settings.Timeout, "first_byte_ms");
        return provider with
        {
            FirstByteMs = firstByte,
            IdleMs = Milliseconds(parameters.Take("stream_timeout") ?? settings.StreamTimeout, "idle_ms"),
            TotalMs = firstByte > DefaultTotalMs ? firstByte : null,
            Retries = Retries(parameters.Take("max_retries", "num_retries") ?? settings.Retries),
        };
    }

    private int? Milliseconds(LiteLlmNode? node, string field)
    {
        if (node is null) return null;
        if (node.Number is not > 0)
        {
            report.Missing(node, "It is not a number of seconds.", $"Set `timeouts.{field}` of the provider, in milliseconds.");
            return null;
        }
        var milliseconds = (int)Math.Clamp(Math.Min(node.Number.Value, MostMs) * 1000, 100, MostMs);
        report.Changed(node, $"Written as `timeouts.{field}` of the provider, in milliseconds"
            + (milliseconds == node.Number.Value * 1000 ? "." : $", {milliseconds:N0}: the nearest that Signalbox takes."));
        return milliseconds;
    }

    private int? Retries(LiteLlmNode? node)
    {
        if (node is null) return null;
        if (node.Number is not { } number || number < 0 || number != decimal.Truncate(number))
        {
            report.Missing(node, "It is not a number of repeats.", "Set `retries` of the provider.");
            return null;
        }
        report.Changed(node, number <= MostRetries ? "Written as `retries` of the provider." : $"Written as `retries: {MostRetries}` of the provider, the most that Signalbox makes.");
        return (int)Math.Min(number, MostRetries);
    }
}
