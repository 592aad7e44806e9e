using System.Text.Json;

namespace Signalbox.Access;

/// <summary>A legacy allow-list as it is stored: a JSON list of names, or null when there is none. An empty list is none.</summary>
internal static class LegacyList
{
    /// <summary>Reads the stored form.</summary>
    public static IReadOnlyList<string>? Read(string? stored) => stored is null ? null : JsonSerializer.Deserialize(stored, AccessJson.Default.StringArray);

    /// <summary>Writes the stored form.</summary>
    public static string? Write(IReadOnlyList<string>? names) =>
        names is { Count: > 0 } ? JsonSerializer.Serialize([.. names], AccessJson.Default.StringArray) : null;
}
