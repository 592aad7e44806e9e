namespace Signalbox.Admin;

/// <summary>Who manages a row: the API (and console), or the YAML configuration.</summary>
internal static class Ownership
{
    /// <summary>Made through the API.</summary>
    public const string Api = "api";

    /// <summary>Made from YAML; the API refuses to change it, since the next start would undo the change.</summary>
    public const string Yaml = "yaml";

    /// <summary>Ends the request when the row is YAML's and the writer is not.</summary>
    /// <exception cref="ProblemException">409 <c>owned-by-configuration</c>.</exception>
    public static void RequireApi(string owner, string kind, string name)
    {
        if (owner == Yaml)
            throw ProblemException.Conflict("owned-by-configuration",
                $"The {kind} '{name}' is managed by the YAML configuration. Change it there and apply it.");
    }
}
