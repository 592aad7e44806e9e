namespace Signalbox.Policies;

/// <summary>A script to be checked, and not kept.</summary>
internal sealed record ScriptCheckDraft
{
    /// <summary>TypeScript.</summary>
    public string? Source { get; set; }
}

/// <summary>What the compiler says of a script.</summary>
/// <param name="Ok">Whether it could be saved.</param>
/// <param name="Errors">What is wrong, in order of place.</param>
internal sealed record ScriptCheckView(bool Ok, IReadOnlyList<Scripts.ScriptDiagnostic> Errors);

/// <summary>What scripts are written against.</summary>
/// <param name="FileName">What to save it as.</param>
/// <param name="Text">Declarations of the request, the members and the decision, in TypeScript.</param>
/// <param name="Example">A script to begin with.</param>
internal sealed record ScriptTypingsView(string FileName, string Text, string Example);
