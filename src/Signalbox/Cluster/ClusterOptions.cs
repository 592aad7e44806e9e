namespace Signalbox.Cluster;

/// <summary>This instance among its like.</summary>
internal sealed record ClusterOptions
{
    /// <summary><c>SIGNALBOX_INSTANCE</c>: what people call this instance; the host's name unless set.</summary>
    public string InstanceName { get; init; } = Environment.MachineName;

    /// <summary><c>SIGNALBOX_REDIS</c>: where changes are announced; null for nowhere.</summary>
    public RedisOptions? Redis { get; init; }

    /// <summary>How often the registry's version is looked at while nobody announces changes.</summary>
    public TimeSpan PollOften { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it is looked at while Redis does, or while there is only this instance.</summary>
    public TimeSpan PollSeldom { get; init; } = TimeSpan.FromSeconds(5);
}
