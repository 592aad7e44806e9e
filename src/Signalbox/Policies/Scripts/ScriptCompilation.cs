namespace Signalbox.Policies.Scripts;

/// <summary>What the compiler made of a script.</summary>
/// <param name="Code">JavaScript; null when something is wrong.</param>
/// <param name="Errors">What is wrong, in order of place.</param>
internal sealed record ScriptCompilation(string? Code, IReadOnlyList<ScriptDiagnostic> Errors);

/// <summary>Something that is wrong with a script.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Length">How many characters it takes.</param>
/// <param name="Code">The compiler's number for it, such as TS2339; null where it is not the compiler's.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record ScriptDiagnostic(int Line, int Column, int Length, string? Code, string Message)
{
    /// <summary>On one line.</summary>
    public override string ToString() => Code is null ? $"line {Line}, column {Column}: {Message}" : $"line {Line}, column {Column}: {Message} ({Code})";
}
