using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signalbox.Cluster;

/// <summary>What instances tell each other. It never carries contents: those come from the database.</summary>
/// <param name="Kind"><see cref="Registry"/> or <see cref="Heartbeat"/>; whoever does not know a kind ignores it.</param>
/// <param name="Version">The registry version that the sender has in force.</param>
/// <param name="Instance">Id of the sender.</param>
/// <param name="At">When it was sent, Unix milliseconds by the sender's clock.</param>
internal sealed record InvalidationMessage(string Kind, long Version, string Instance, long At)
{
    /// <summary>The registry has a new version.</summary>
    public const string Registry = "registry";

    /// <summary>Nothing changed; shows that the channel works, and a version to whoever missed one.</summary>
    public const string Heartbeat = "heartbeat";

    /// <summary>Longest message that is looked at, in bytes.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Reads a message; null for anything that is none.</summary>
    public static InvalidationMessage? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaxBytes) return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, ClusterJson.Default.InvalidationMessage) is { Kind: not null, Instance: not null, Version: >= 0 } message
                ? message
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As it is sent.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ClusterJson.Default.InvalidationMessage);
}

/// <summary>JSON forms of the capability.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InvalidationMessage))]
internal sealed partial class ClusterJson : JsonSerializerContext;
