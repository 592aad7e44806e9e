namespace Testing.Gateway;

/// <summary>How to start a gateway for a test.</summary>
public sealed record GatewayOptions
{
    /// <summary><c>SIGNALBOX_DATABASE</c>; SQLite in the data directory when left out.</summary>
    public string? Database { get; init; }

    /// <summary>The text of a YAML file for <c>SIGNALBOX_CONFIG</c>; none when left out.</summary>
    public string? Configuration { get; init; }

    /// <summary>
    /// <c>SIGNALBOX_MASTER_KEY</c>, which is the admin key too; null starts without one. Fixed by default, so
    /// that a second gateway on the same database can read what the first one encrypted.
    /// </summary>
    public string? MasterKey { get; init; } = "master-key-for-tests-only-0123456789abcdef";

    /// <summary>Further environment variables; null unsets one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Whether it has a process of its own instead of sharing one with the other gateways of the test run: for what is killed, measured, or told
    /// by what holds for a whole process. Unless set, variables that are not <c>SIGNALBOX_*</c> imply it: say false where they are read at the
    /// start alone, as placeholders of the configuration are.
    /// </summary>
    public bool? OwnProcess { get; init; }

    /// <summary>The port to listen on; 0 for a free one, kept across restarts.</summary>
    public int Port { get; init; }

    /// <summary>How long it may take to become ready.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether to wait for <c>/readyz</c>; without it, only for the port.</summary>
    public bool WaitUntilReady { get; init; } = true;
}
