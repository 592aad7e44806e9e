using System.Text.Json.Serialization;
using Signalbox.Core.Snapshots;

namespace Signalbox.Snapshots;

/// <summary>Writes the copy of the registry. Each start and each change does, and by reflection the first one would compile a thousand methods.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RegistryState))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
