using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Snapshots;

/// <summary>
/// Writes the copy of the registry, and cannot read it. Each start and each change writes one; by reflection, or with metadata, the first would
/// compile a thousand methods.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AssetRow))]
[JsonSerializable(typeof(KeyRow))]
[JsonSerializable(typeof(Model))]
[JsonSerializable(typeof(Provider))]
[JsonSerializable(typeof(RouteGroup))]
[JsonSerializable(typeof(RoutingPolicy))]
[JsonSerializable(typeof(ScopeRow))]
internal sealed partial class SnapshotJson : JsonSerializerContext
{
    private const int Piece = 64 * 1024;

    /// <summary>Writes a registry row by row: put together, a hundred thousand keys would be forty megabytes and as much again to grow into.</summary>
    /// <returns>The SHA-256 of what was written, in hexadecimal digits.</returns>
    public static string Write(RegistryState state, Stream stream)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(2 * Piece);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("version", state.Version);
        WriteRows("providers", state.Providers, Default.Provider);
        WriteRows("models", state.Models, Default.Model);
        WriteRows("route_groups", state.RouteGroups, Default.RouteGroup);
        WriteRows("policies", state.Policies, Default.RoutingPolicy);
        WriteRows("other_assets", state.OtherAssets, Default.AssetRow);
        WriteRows("scopes", state.Scopes, Default.ScopeRow);
        WriteRows("keys", state.Keys, Default.KeyRow);
        json.WriteEndObject();
        Flush();
        return Convert.ToHexStringLower(digest.GetHashAndReset());

        void WriteRows<T>(string name, IReadOnlyList<T> rows, JsonTypeInfo<T> type)
        {
            json.WriteStartArray(name);
            foreach (var row in rows)
            {
                JsonSerializer.Serialize(json, row, type);
                if (buffer.WrittenCount + json.BytesPending >= Piece) Flush();
            }
            json.WriteEndArray();
        }

        void Flush()
        {
            json.Flush();
            digest.AppendData(buffer.WrittenSpan);
            stream.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
    }
}
