namespace Signalbox.Policies.Scripts;

/// <summary>What scripts are written against, as it is shown, compiled with and documented: one file.</summary>
internal static class ScriptTypings
{
    /// <summary>What to save it as.</summary>
    public const string FileName = "signalbox.d.ts";

    /// <summary>The declarations.</summary>
    public static string Text => ScriptAssets.ReadText(FileName);

    /// <summary>A script to begin with.</summary>
    public static string Example => ScriptAssets.ReadText("example.ts");
}
