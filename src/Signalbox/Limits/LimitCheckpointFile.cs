using System.Text.Json;
using Signalbox.Secrets;

namespace Signalbox.Limits;

/// <summary>The counts of calendar limits on disk.</summary>
internal sealed class LimitCheckpointFile(LimitsOptions options)
{
    private string Location => Path.Combine(options.DataDirectory, "limits.json");

    /// <summary>Writes them, whole or not at all.</summary>
    public void Write(LimitCheckpoint checkpoint) => PrivateFiles.Write(Location, JsonSerializer.SerializeToUtf8Bytes(checkpoint, LimitsJson.Default.LimitCheckpoint));

    /// <summary>Reads them; null when there are none that can be used.</summary>
    public LimitCheckpoint? Read()
    {
        try
        {
            return File.Exists(Location) ? JsonSerializer.Deserialize(File.ReadAllBytes(Location), LimitsJson.Default.LimitCheckpoint) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>Where the counts lie.</summary>
/// <param name="DataDirectory">The gateway's data directory.</param>
internal sealed record LimitsOptions(string DataDirectory);
