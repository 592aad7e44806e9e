using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>The names of <see cref="RegistryStatus"/> in YAML, API and database.</summary>
internal static class RegistryStatuses
{
    /// <summary>The entry that serves.</summary>
    public const string Primary = "primary";

    /// <summary>A candidate.</summary>
    public const string Shadow = "shadow";

    /// <summary>Kept for the record.</summary>
    public const string Retired = "retired";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Primary, Shadow, Retired];

    /// <summary>The status of that name; <see cref="RegistryStatus.Unknown"/> for any other.</summary>
    public static RegistryStatus Parse(string? name) => name switch
    {
        Primary => RegistryStatus.Primary,
        Shadow => RegistryStatus.Shadow,
        Retired => RegistryStatus.Retired,
        _ => RegistryStatus.Unknown,
    };

    /// <summary>Its name.</summary>
    public static string Name(RegistryStatus status) => status switch
    {
        RegistryStatus.Primary => Primary,
        RegistryStatus.Shadow => Shadow,
        _ => Retired,
    };
}
