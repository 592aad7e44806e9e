using Signalbox.Usage;

namespace Gateway.Tests.Usage;

/// <summary>Records for tests.</summary>
internal static class Records
{
    /// <summary>When the made-up calls begin: 2026-11-21 09:00 UTC, Unix milliseconds.</summary>
    public const long Start = 1_795_251_600_000;

    /// <summary>A usual call, as it is before an upstream is reached.</summary>
    public static UsageRecord Begun(string id) => new()
    {
        RequestId = id,
        StartedAt = Start,
        Api = "chat_completions",
        Stream = true,
        Model = "small",
        TargetKind = "model",
        Deployment = "upstream/gpt-4o-mini",
        Provider = "upstream",
        UpstreamModel = "gpt-4o-mini",
        OrganizationId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2A",
        Organization = "acme",
        TeamId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2B",
        Team = "web",
        KeyId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2C",
        KeyName = "web-dev",
        KeyPrefix = "sb-abcde",
        Environment = "dev",
    };

    /// <summary>The same once it has ended.</summary>
    public static UsageRecord Ended(UsageRecord begun)
    {
        begun.FinishedAt = Start + 1200;
        begun.Status = CallStatus.Success;
        begun.HttpStatus = 200;
        begun.Attempts = 1;
        begun.TokensInput = 1200;
        begun.TokensOutput = 350;
        begun.TokensCached = 1024;
        begun.CostMicros = 313;
        begun.LatencyMicroseconds = 1_200_000;
        begun.TimeToFirstTokenMicroseconds = 240_000;
        begun.OverheadMicroseconds = 85;
        begun.Client = "OpenAI/Python 2.15.0";
        return begun;
    }

    /// <summary>A call that has ended and was never opened in a journal.</summary>
    public static UsageRecord Ended(string id) => Ended(Begun(id));

    /// <summary>A number as a request id of the usual length.</summary>
    public static string Id(int number) => $"01KAHJ7C1S8Y3J1J5V{number:00000000}";
}
