using System.Globalization;
using System.Reflection;

namespace Signalbox.Observability;

/// <summary>Which build this is; stamped into the assembly by the build.</summary>
internal static class BuildInfo
{
    private static readonly Assembly Self = typeof(BuildInfo).Assembly;

    private static readonly string[] Informational =
        (Self.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+', 2);

    /// <summary>The release, for example 0.1.0.</summary>
    public static string Version => Informational[0];

    /// <summary>The commit it was built from; "unknown" outside a checkout.</summary>
    public static string Commit => Informational.Length == 2 ? Informational[1] : "unknown";

    /// <summary>When it was built, UTC; null when the build did not say.</summary>
    public static DateTimeOffset? BuiltAt { get; } =
        Self.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "BuildTime")?.Value is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
