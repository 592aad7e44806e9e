using System.Text.Json.Serialization;
using Signalbox.Core.Snapshots;

namespace Signalbox.Core;

/// <summary>JSON forms of the core's types: the snapshot's copy on disk, and single names.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RegistryState))]
[JsonSerializable(typeof(string))]
public sealed partial class CoreJson : JsonSerializerContext;
