namespace Signalbox.Admin;

/// <summary>What names of objects may look like.</summary>
internal static class Names
{
    /// <summary>For providers, organizations, teams, projects, users and keys.</summary>
    public static void Require(FieldErrors errors, string field, string? name) =>
        errors.Require(IsName(name, 64, "._- @"), field, "is required: 1 to 64 letters, digits, spaces or one of . _ - @, beginning with a letter or digit.");

    /// <summary>For callable targets: also <c>/</c> and <c>:</c>, which model names carry.</summary>
    public static void RequireTarget(FieldErrors errors, string field, string? name) =>
        errors.Require(IsName(name, 128, "._-/:@"), field, "is required: 1 to 128 letters, digits or one of . _ - / : @, beginning with a letter or digit.");

    /// <summary>For an optional environment.</summary>
    public static void RequireEnvironment(FieldErrors errors, string field, string? environment) =>
        errors.Require(environment is null or "dev" or "staging" or "prod", field, "must be dev, staging or prod.");

    private static bool IsName(string? name, int most, string punctuation) =>
        name is { Length: > 0 } && name.Length <= most && char.IsAsciiLetterOrDigit(name[0]) && name[^1] != ' '
        && name.All(c => char.IsAsciiLetterOrDigit(c) || punctuation.Contains(c));
}
