using Signalbox.Cluster;
using Signalbox.Observability.Export;
using Signalbox.Observability.Logging;
using Signalbox.Pipeline;
using Signalbox.Responses;
using Signalbox.Storage;
using Signalbox.Usage;

namespace Signalbox.Configuration;

/// <summary>What the environment tells the gateway before it can read anything else.</summary>
internal sealed record GatewaySettings
{
    /// <summary><c>SIGNALBOX_URLS</c>: where to listen, separated by semicolons.</summary>
    public required string Urls { get; init; }

    /// <summary><c>SIGNALBOX_DATA</c>: journal, secrets, snapshot copy and, by default, the SQLite database. One process at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>SIGNALBOX_DATABASE</c>.</summary>
    public required DatabaseOptions Database { get; init; }

    /// <summary><c>SIGNALBOX_MASTER_KEY</c>: the admin key, and what encrypts the server's secrets. Null: both are generated.</summary>
    public string? MasterKey { get; init; }

    /// <summary>The YAML file that <c>SIGNALBOX_CONFIG</c> names, to be applied at start; null for none.</summary>
    public ConfigurationFile? Configuration { get; init; }

    /// <summary>Where traces and metrics are sent: OpenTelemetry's own <c>OTEL_*</c> variables.</summary>
    public TelemetryOptions Telemetry { get; init; } = TelemetryOptions.Off;

    /// <summary><c>SIGNALBOX_LOG_FORMAT</c> and <c>SIGNALBOX_LOG_LEVEL</c>.</summary>
    public LogOptions Logs { get; init; } = new(Json: true, LogLevel.Information);

    /// <summary>Where the start greets whoever is at the terminal.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Bounds of the request path.</summary>
    public PipelineOptions Pipeline { get; init; } = new();

    /// <summary>What is kept of responses.</summary>
    public ResponsesOptions Responses { get; init; } = new();

    /// <summary>How long single calls are kept.</summary>
    public UsageOptions Usage { get; init; } = new(null);

    /// <summary><c>SIGNALBOX_INSTANCE</c>, <c>SIGNALBOX_REDIS</c> and how the version is polled.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>Reads the environment.</summary>
    /// <exception cref="FormatException">A variable is not understood; the message says what would be.</exception>
    public static GatewaySettings FromEnvironment()
    {
        var data = Path.GetFullPath(Read("SIGNALBOX_DATA") ?? "data");
        var masterKey = ReadMasterKey("SIGNALBOX_MASTER_KEY");
        var configuration = Read("SIGNALBOX_CONFIG") is { } path ? ConfigurationFile.Parse(File.ReadAllText(path), resolvesSecrets: true) : null;
        var server = configuration?.Document.Server ?? new ServerSection();
        if (server.MaxBodyBytes is < 1024 or > 1_073_741_824)
            throw new ConfigurationException([configuration!.ErrorAt("server.max_body_bytes", "must be between 1,024 and 1,073,741,824.")]);
        if (server.MaxImageBytes is < 1024 or > 1_073_741_824)
            throw new ConfigurationException([configuration!.ErrorAt("server.max_image_bytes", "must be between 1,024 and 1,073,741,824.")]);
        if (server.ResponseRetentionDays is < 1 or > 3650)
            throw new ConfigurationException([configuration!.ErrorAt("server.response_retention_days", "must be between 1 and 3,650.")]);
        if (server.UsageRetentionDays is < 1 or > 3650)
            throw new ConfigurationException([configuration!.ErrorAt("server.usage_retention_days", "must be between 1 and 3,650; leave it out to keep calls for ever.")]);
        if (server.KeepAliveSeconds is < 0 or > 300)
            throw new ConfigurationException([configuration!.ErrorAt("server.keep_alive_seconds", "must be between 0 and 300.")]);
        if (server.DrainSeconds is < 0 or > 3600)
            throw new ConfigurationException([configuration!.ErrorAt("server.drain_seconds", "must be between 0 and 3,600.")]);
        if (server.PollSeconds is < 1 or > 300)
            throw new ConfigurationException([configuration!.ErrorAt("server.poll_seconds", "must be between 1 and 300.")]);
        if (server.PollSecondsWithRedis is < 1 or > 300)
            throw new ConfigurationException([configuration!.ErrorAt("server.poll_seconds_with_redis", "must be between 1 and 300.")]);
        var database = DatabaseOptions.Parse(Read("SIGNALBOX_DATABASE"), data);
        var defaults = new PipelineOptions();
        var responses = new ResponsesOptions();
        return new GatewaySettings
        {
            Urls = Read("SIGNALBOX_URLS") ?? server.Urls ?? "http://127.0.0.1:4000",
            DataDirectory = data,
            Database = database,
            Cluster = ReadCluster(server, database),
            MasterKey = masterKey,
            Configuration = configuration,
            Telemetry = TelemetryOptions.Read(Read),
            Logs = LogOptions.Read(Read, isTerminal: !Console.IsOutputRedirected),
            Pipeline = defaults with
            {
                MaxBodyBytes = server.MaxBodyBytes ?? defaults.MaxBodyBytes,
                MaxImageBytes = server.MaxImageBytes ?? defaults.MaxImageBytes,
                KeepAlive = server.KeepAliveSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.KeepAlive,
                Drain = server.DrainSeconds is { } drain ? TimeSpan.FromSeconds(drain) : defaults.Drain,
                DefaultModel = Read("SIGNALBOX_DEFAULT_MODEL") ?? server.DefaultModel,
                DemoFallback = server.DemoFallback ?? defaults.DemoFallback,
                InformativeHeaders = server.InformativeHeaders ?? defaults.InformativeHeaders,
            },
            Usage = new(server.UsageRetentionDays is { } kept ? TimeSpan.FromDays(kept) : null),
            Responses = responses with
            {
                Keeps = server.KeepResponses ?? responses.Keeps,
                Retention = server.ResponseRetentionDays is { } days ? TimeSpan.FromDays(days) : responses.Retention,
            },
        };
    }

    /// <summary>Reads a master key.</summary>
    /// <returns>The key; null when the variable is not set.</returns>
    /// <exception cref="FormatException">It is too short, too long, or not fit for a header.</exception>
    public static string? ReadMasterKey(string variable)
    {
        var key = Read(variable);
        if (key is { Length: < 16 or > 512 } || key?.AsSpan().IndexOfAnyExceptInRange('\x21', '\x7e') >= 0)
            throw new FormatException($"{variable} must be 16 to 512 printable ASCII characters without spaces.");
        return key;
    }

    private static ClusterOptions ReadCluster(ServerSection server, DatabaseOptions database)
    {
        var name = Read("SIGNALBOX_INSTANCE") ?? Environment.MachineName;
        if (name.Length > 100 || name.Any(char.IsControl)) throw new FormatException("SIGNALBOX_INSTANCE must be at most 100 characters, none of them control characters.");
        var defaults = new ClusterOptions();
        return defaults with
        {
            InstanceName = name,
            Redis = ReadRedis(server, database),
            PollOften = server.PollSeconds is { } often ? TimeSpan.FromSeconds(often) : defaults.PollOften,
            PollSeldom = server.PollSecondsWithRedis is { } seldom ? TimeSpan.FromSeconds(seldom) : defaults.PollSeldom,
        };
    }

    private static RedisOptions? ReadRedis(ServerSection server, DatabaseOptions database)
    {
        var (value, from) = Read("SIGNALBOX_REDIS") is { } set ? (set, "SIGNALBOX_REDIS") : (server.Redis, "server.redis");
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (database.Kind == DatabaseKind.Sqlite)
            throw new FormatException(
                $"{from} is set, but the database is SQLite, which one instance uses alone. Set SIGNALBOX_DATABASE to a PostgreSQL database that all instances share, or unset {from}.");
        var prefix = Read("SIGNALBOX_REDIS_PREFIX") ?? server.RedisPrefix;
        if (prefix is not null && (prefix.Length is 0 or > 100 || prefix.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or ':' or '.'))))
            throw new FormatException("SIGNALBOX_REDIS_PREFIX, or server.redis_prefix, must be 1 to 100 letters, digits and any of - _ : .");
        return RedisOptions.Parse(value, from, prefix);
    }

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
