using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signalbox.Core.Snapshots;
using Signalbox.Secrets;

namespace Signalbox.Snapshots;

/// <summary>
/// The last good registry on disk, so that a start during a database outage serves: a line with the SHA-256 of the rest,
/// then JSON. It holds key hashes and encrypted credentials, nothing in clear.
/// </summary>
internal sealed class SnapshotFile(SnapshotOptions options)
{
    // Read by reflection: the source generator would reset init-only properties that a copy of an older version lacks.
    private static readonly JsonSerializerOptions Reading = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    private string Location => Path.Combine(options.DataDirectory, "snapshot.json");

    /// <summary>Writes the registry, whole or not at all.</summary>
    public void Write(RegistryState state)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(state, SnapshotJson.Default.RegistryState);
        // Not put together first: with a hundred thousand keys that would be another forty megabytes.
        PrivateFiles.Write(Location, System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(json)) + "\n"), json);
    }

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public RegistryState? Read()
    {
        if (!File.Exists(Location)) return null;
        var content = File.ReadAllBytes(Location);
        const int digest = 64;
        if (content.Length < digest + 2
            || System.Text.Encoding.ASCII.GetString(content, 0, digest) != Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(digest + 1))))
            throw new InvalidDataException("The snapshot on disk is damaged.");
        try
        {
            return JsonSerializer.Deserialize<RegistryState>(content.AsSpan(digest + 1), Reading)
                ?? throw new InvalidDataException("The snapshot on disk is empty.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException("The snapshot on disk is of another version.", failure);
        }
    }
}

/// <summary>Where the copy lies.</summary>
/// <param name="DataDirectory">The gateway's data directory.</param>
internal sealed record SnapshotOptions(string DataDirectory);
