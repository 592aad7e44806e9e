using Signalbox.Usage;

namespace Gateway.Tests.Observability;

/// <summary>Records of calls, as the pipeline leaves them.</summary>
internal static class Records
{
    public static UsageRecord Success(string model = "small") => new()
    {
        RequestId = "01J0000000000000000000000", Api = "chat_completions", Status = CallStatus.Success, HttpStatus = 200, Stream = true,
        Model = model, TargetKind = "model", Provider = "eu-account", ProviderSystem = "openai", UpstreamModel = "gpt-4o-mini", Deployment = "eu-account/gpt-4o-mini", Attempts = 1,
        KeyName = "canary-key-name", KeyPrefix = "sb-canar", Organization = "canary-organization", Client = "canary-client",
        TokensInput = 100, TokensOutput = 21, TokensCached = 40, TokensReasoning = 5, CostMicros = 1_250_000,
        LatencyMicroseconds = 2_050_000, TimeToFirstTokenMicroseconds = 50_000, OverheadMicroseconds = 180,
    };

    public static UsageRecord Unknown(string asked) => new()
    {
        Api = "chat_completions", Status = CallStatus.Refused, HttpStatus = 404, Code = "model_not_found", Model = asked, LatencyMicroseconds = 90, OverheadMicroseconds = 90,
    };
}
