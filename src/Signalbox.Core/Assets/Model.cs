namespace Signalbox.Core.Assets;

/// <summary>A public name that callers use; it resolves to deployments.</summary>
public sealed record Model
{
    /// <summary>Identity (ULID).</summary>
    public required string Id { get; init; }

    /// <summary>The public name, unique among models and route groups.</summary>
    public required string Name { get; init; }

    /// <summary>Whether callers may use it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The access groups it belongs to; a grant of <c>tag:NAME</c> allows all that carry the tag.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was registered, in Unix seconds: <c>created</c> in <c>/v1/models</c>.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Where its calls may go.</summary>
    public IReadOnlyList<Deployment> Deployments { get; init; } = [];
}
