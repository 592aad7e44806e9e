using Signalbox.Core.Access;

namespace Signalbox.Access;

/// <summary>The names of <see cref="AccessMode"/>, <see cref="AccessEnforcement"/> and <see cref="ScopeKind"/> in YAML, API and database.</summary>
internal static class AccessModes
{
    /// <summary>The mode of that name, or null.</summary>
    public static AccessMode? Parse(string? name) => name switch
    {
        "inherit" => AccessMode.Inherit,
        "restrict" => AccessMode.Restrict,
        _ => null,
    };

    /// <summary>The enforcement of that name, or null.</summary>
    public static AccessEnforcement? ParseEnforcement(string? name) => name switch
    {
        "enforced" => AccessEnforcement.Enforced,
        "legacy" => AccessEnforcement.Legacy,
        _ => null,
    };

    /// <summary>The name of the mode.</summary>
    public static string Name(AccessMode mode) => mode == AccessMode.Restrict ? "restrict" : "inherit";

    /// <summary>The name of the enforcement.</summary>
    public static string Name(AccessEnforcement enforcement) => enforcement == AccessEnforcement.Enforced ? "enforced" : "legacy";

    /// <summary>The level of that name.</summary>
    public static ScopeKind ParseScope(string name) => TryParseScope(name) ?? throw new InvalidDataException($"'{name}' is not a scope.");

    /// <summary>The level of that name, or null.</summary>
    public static ScopeKind? TryParseScope(string name) => name switch
    {
        "organization" => ScopeKind.Organization,
        "team" => ScopeKind.Team,
        "project" => ScopeKind.Project,
        "user" => ScopeKind.User,
        "key" => ScopeKind.Key,
        _ => null,
    };

    /// <summary>The name of the level.</summary>
    public static string Name(ScopeKind kind) => kind switch
    {
        ScopeKind.Organization => "organization",
        ScopeKind.Team => "team",
        ScopeKind.Project => "project",
        ScopeKind.User => "user",
        _ => "key",
    };
}
