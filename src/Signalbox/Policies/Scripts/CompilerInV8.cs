using Microsoft.ClearScript;
using Microsoft.ClearScript.V8;

namespace Signalbox.Policies.Scripts;

/// <summary>
/// The TypeScript compiler in an isolate of V8 that is made for one check and ends with it. Types can be written that take the compiler for ever: time and
/// heap are bounded, with the isolate's own limit well above the bound, since V8 ends the process when it meets that.
/// </summary>
internal static class CompilerInV8
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private const ulong HeapBytes = 384UL * 1024 * 1024;

    /// <summary>Checks a script, and gives the checker's JSON.</summary>
    /// <exception cref="CheckStoppedException">It took more than it may.</exception>
    public static string Check(string source)
    {
        using var engine = new V8ScriptEngine(new V8RuntimeConstraints { MaxOldSpaceSize = 1024 }, V8ScriptEngineFlags.DisableGlobalMembers)
        {
            MaxRuntimeHeapSize = checked((UIntPtr)HeapBytes),
            RuntimeHeapSizeSampleInterval = TimeSpan.FromMilliseconds(100),
            RuntimeHeapSizeViolationPolicy = V8RuntimeViolationPolicy.Interrupt,
        };
        engine.Execute(ScriptAssets.ReadCompressed("typescript.js.br"));
        engine.Execute(ScriptAssets.ReadText("checker.js"));
        using var clock = new Timer(_ => engine.Interrupt(), null, Longest, Timeout.InfiniteTimeSpan);
        try
        {
            return (string)engine.Invoke("check", ScriptAssets.ReadCompressed("libs.json.br"), ScriptTypings.Text, source);
        }
        catch (Exception failure) when (failure is ScriptInterruptedException or ScriptEngineException { IsFatal: true })
        {
            throw new CheckStoppedException($"The types could not be checked within {Longest.TotalSeconds} seconds and {HeapBytes / (1024 * 1024)} MiB. Write them more simply.");
        }
        catch (ScriptEngineException failure)
        {
            throw new CheckStoppedException($"The compiler cannot read the script: {failure.Message}");
        }
    }
}
