using Jint;
using Jint.Runtime;

namespace Signalbox.Policies.Scripts;

/// <summary>The TypeScript compiler in the interpreter that runs the scripts: ten times slower than V8, and there on every machine.</summary>
internal static class CompilerInJint
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>What the compiler allocates for an ordinary check, many times over.</summary>
    private const long MostAllocated = 32L * 1024 * 1024 * 1024;

    /// <summary>Checks a script, and gives the checker's JSON.</summary>
    /// <exception cref="CheckStoppedException">It took more than it may.</exception>
    public static string Check(string source)
    {
        var engine = new Engine(options =>
        {
            options.TimeoutInterval(Longest);
            options.LimitMemory(MostAllocated);
            options.Constraints.StackOverflowGuard = true;
            options.Interop.Enabled = false;
        });
        try
        {
            engine.Execute(ScriptAssets.ReadCompressed("typescript.js.br"));
            engine.Execute(ScriptAssets.ReadText("checker.js"));
            return engine.Invoke("check", ScriptAssets.ReadCompressed("libs.json.br"), ScriptTypings.Text, source).AsString();
        }
        catch (Exception failure) when (failure is TimeoutException or MemoryLimitExceededException or JavaScriptException)
        {
            throw new CheckStoppedException($"The types could not be checked: {failure.Message}");
        }
    }
}
