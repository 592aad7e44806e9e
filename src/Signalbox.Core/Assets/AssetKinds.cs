namespace Signalbox.Core.Assets;

/// <summary>The names of <see cref="AssetKind"/> in YAML, API and database.</summary>
public static class AssetKinds
{
    private static readonly string[] ByKind = ["callable_target", "mcp_server", "tool", "toolbox", "agent"];

    /// <summary>How many kinds there are.</summary>
    public static int Count => ByKind.Length;

    /// <summary>All names, in the order of the kinds.</summary>
    public static IReadOnlyList<string> Names => ByKind;

    /// <summary>The name of a kind.</summary>
    public static string Name(AssetKind kind) => ByKind[(int)kind];

    /// <summary>The kind of that name, or null.</summary>
    public static AssetKind? Parse(string? name) => Array.IndexOf(ByKind, name) is >= 0 and var index ? (AssetKind)index : null;
}
