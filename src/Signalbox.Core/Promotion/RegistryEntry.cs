using Signalbox.Core.Assets;

namespace Signalbox.Core.Promotion;

/// <summary>One entry of a group's registry.</summary>
/// <param name="Id">Identity (ULID): the older of two sorts first.</param>
/// <param name="Status">What it is there for.</param>
public sealed record RegistryEntry(string Id, RegistryStatus Status);
