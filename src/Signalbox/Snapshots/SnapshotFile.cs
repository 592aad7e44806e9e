using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Bytes before the JSON: the digest in hexadecimal digits, and the end of its line.</summary>
    private const int DigestLine = 2 * SHA256.HashSizeInBytes + 1;

    private string Location => Path.Combine(options.DataDirectory, "snapshot.json");

    /// <summary>Writes the registry, whole or not at all.</summary>
    public void Write(RegistryState state) => PrivateFiles.Write(Location, stream =>
    {
        // The digest comes last and stands first.
        stream.Position = DigestLine;
        var digest = SnapshotJson.Write(state, stream);
        stream.Position = 0;
        stream.Write(Encoding.ASCII.GetBytes(digest + "\n"));
    });

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public RegistryState? Read()
    {
        if (!File.Exists(Location)) return null;
        using var stream = File.OpenRead(Location);
        Span<byte> first = stackalloc byte[DigestLine];
        if (stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) < first.Length
            || Encoding.ASCII.GetString(first[..^1]) != Convert.ToHexStringLower(SHA256.HashData(stream)))
            throw new InvalidDataException("The snapshot on disk is damaged.");
        try
        {
            stream.Position = DigestLine;
            return JsonSerializer.Deserialize<RegistryState>(stream, Reading)
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
