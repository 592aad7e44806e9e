namespace Signalbox.Routing.Registry;

/// <summary>An entry of a group's registry, with the group it belongs to.</summary>
internal sealed record RegistryEntryRow
{
    public required string Id { get; init; }
    public required string RouteGroupId { get; init; }
    public required string Feature { get; init; }
    public required string Model { get; init; }
    public required string Status { get; init; }
    public long Position { get; init; }
    /// <summary>The group's revision.</summary>
    public long Revision { get; init; }
}
