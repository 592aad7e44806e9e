using System.Text.Json.Serialization;

namespace Signalbox.Core;

/// <summary>JSON forms the core writes: names as string tokens.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class CoreJson : JsonSerializerContext;
