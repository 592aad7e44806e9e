using System.Text.Json.Serialization;
using Signalbox.Core.Snapshots;

namespace Signalbox.Snapshots;

/// <summary>Writes the copy of the registry, and cannot read it. Each start and each change writes one; by reflection, or with metadata, the first would compile a thousand methods.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RegistryState))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
