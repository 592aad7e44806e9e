using Signalbox.Core.Access;

namespace Signalbox.Admin;

/// <summary>What names of objects may look like.</summary>
internal static class Names
{
    private const string TargetPunctuation = "._-/:@";
    private const int MaxTags = 32;

    /// <summary>For providers, organizations, teams, projects, users and keys.</summary>
    public static void Require(FieldErrors errors, string field, string? name) =>
        errors.Require(IsName(name, 64, "._- @"), field, "is required: 1 to 64 letters, digits, spaces or one of . _ - @, beginning with a letter or digit.");

    /// <summary>For callable targets: also <c>/</c> and <c>:</c>, which model names carry.</summary>
    public static void RequireTarget(FieldErrors errors, string field, string? name)
    {
        errors.Require(IsName(name, 128, TargetPunctuation), field, "is required: 1 to 128 letters, digits or one of . _ - / : @, beginning with a letter or digit.");
        errors.Require(name?.StartsWith(Grant.TagPrefix, StringComparison.Ordinal) != true, field, $"may not begin with '{Grant.TagPrefix}', which stands for all targets that carry a tag.");
    }

    /// <summary>For grants of all targets whose name fits.</summary>
    public static void RequireWildcard(FieldErrors errors, string field, string pattern) =>
        errors.Require(pattern.Length <= 128 && pattern.All(c => c == Wildcard.Any || char.IsAsciiLetterOrDigit(c) || TargetPunctuation.Contains(c)), field,
            "may hold letters, digits, . _ - / : @ and *, at most 128 characters. * stands for any run of characters.");

    /// <summary>For the access groups of a target.</summary>
    public static void RequireTags(FieldErrors errors, string field, IReadOnlyList<string> tags)
    {
        errors.Require(tags.Count <= MaxTags, field, $"may have at most {MaxTags} entries.");
        for (var i = 0; i < tags.Count; i++)
        {
            Require(errors, $"{field}[{i}]", tags[i]);
            errors.Require(tags.Take(i).All(tag => tag != tags[i]), $"{field}[{i}]", $"'{tags[i]}' stands twice.");
        }
    }

    /// <summary>For an optional environment.</summary>
    public static void RequireEnvironment(FieldErrors errors, string field, string? environment) =>
        errors.Require(environment is null or "dev" or "staging" or "prod", field, "must be dev, staging or prod.");

    private static bool IsName(string? name, int most, string punctuation) =>
        name is { Length: > 0 } && name.Length <= most && char.IsAsciiLetterOrDigit(name[0]) && name[^1] != ' '
        && name.All(c => char.IsAsciiLetterOrDigit(c) || punctuation.Contains(c));
}
