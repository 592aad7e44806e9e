namespace Signalbox.Core.Access;

/// <summary>The names of <see cref="Environments"/> in YAML, API and database.</summary>
public static class EnvironmentNames
{
    private static readonly (Environments Value, string Name)[] Known = [(Environments.Dev, "dev"), (Environments.Staging, "staging"), (Environments.Prod, "prod")];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>The environment of that name, or null.</summary>
    public static Environments? Parse(string name) =>
        Array.Find(Known, known => known.Name == name) is { Name: not null } found ? found.Value : null;

    /// <summary>All of these together.</summary>
    /// <exception cref="InvalidDataException">A name is not known.</exception>
    public static Environments ParseAll(IEnumerable<string> names) =>
        names.Aggregate(Environments.None, (all, name) => all | (Parse(name) ?? throw new InvalidDataException($"'{name}' is not an environment.")));

    /// <summary>The names of all in the value.</summary>
    public static IReadOnlyList<string> Of(Environments environments) =>
        [.. Known.Where(known => (environments & known.Value) != 0).Select(known => known.Name)];
}
