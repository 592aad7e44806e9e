namespace Signalbox.Alerts.Rules;

/// <summary>Whose calls are looked at: a call has to fit all that is given.</summary>
internal sealed record AlertScopeDraft
{
    /// <summary>Id of an organization, or its name.</summary>
    public string? Organization { get; set; }

    /// <summary>Id of a team.</summary>
    public string? Team { get; set; }

    /// <summary>Id of a project.</summary>
    public string? Project { get; set; }

    /// <summary>Id of a user.</summary>
    public string? User { get; set; }

    /// <summary>Id of a key.</summary>
    public string? Key { get; set; }

    /// <summary>Name of a model or route group that was asked for.</summary>
    public string? Target { get; set; }

    /// <summary>Name of a provider that answered, or was tried last.</summary>
    public string? Provider { get; set; }

    /// <summary>A deployment, PROVIDER/MODEL.</summary>
    public string? Deployment { get; set; }

    /// <summary>What is given, by the names of the dimensions of reports.</summary>
    public IEnumerable<(string Dimension, string Value)> Given() => new (string Dimension, string? Value)[]
    {
        ("organization", Organization), ("team", Team), ("project", Project), ("user", User), ("key", Key), ("target", Target), ("provider", Provider), ("deployment", Deployment),
    }.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => (one.Dimension, one.Value!));
}
