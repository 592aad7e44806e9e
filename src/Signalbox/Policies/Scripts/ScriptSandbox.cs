using System.Text;
using System.Text.RegularExpressions;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Policies;

namespace Signalbox.Policies.Scripts;

/// <summary>
/// One interpreter with a script in it, used by one thread at a time. It is managed code: what a script does can be refused, but cannot take the process
/// with it. Nothing of the host is in reach: no modules, no CLR, no network, no file, no timer; a question goes in as text, and an answer comes out so.
/// </summary>
internal sealed class ScriptSandbox : IDisposable
{
    /// <summary>The longest answer, in characters.</summary>
    private const int LongestAnswer = 64 * 1024;

    /// <summary>What sandbox.js says of an answer with more members than it reads, and how many that are.</summary>
    private const string TooLarge = "too large";

    private const int MostChoices = 1024;

    /// <summary>What a script may keep between runs is bounded by what it has allocated: after so much the sandbox is given up.</summary>
    private const long MostAllocated = 64L * 1024 * 1024;

    /// <summary>Milliseconds that a script may take to be loaded: what stands outside of its function, and the sandbox itself.</summary>
    private const int LoadMs = 250;

    /// <summary>The same where the interpreter runs for the first time, which has much of it compiled.</summary>
    private const int WarmUpMs = 2000;

    private const int MostDepth = 200;
    private const uint LongestArray = 100_000;

    private static readonly Lazy<Prepared<Script>> Surroundings = new(() => Engine.PrepareScript(ScriptAssets.ReadText("sandbox.js"), strict: true));

    private static readonly Lazy<byte[]> Sample = new(() => Encoding.UTF8.GetBytes(ScriptAssets.ReadText("sample.json")));

    private readonly ScriptPolicy _script;
    private readonly Engine _engine;
    private readonly RunBudget _budget = new();
    private readonly Prepared<Script> _prepared;
    private JsValue? _ask;
    private long _allocated;

    public ScriptSandbox(ScriptPolicy script, in Prepared<Script> prepared)
    {
        (_script, _prepared) = (script, prepared);
        _engine = new Engine(options =>
        {
            options.Strict();
            options.DisableStringCompilation();
            options.LimitRecursion(MostDepth);
            options.LimitMemory(script.MemoryBytes);
            options.Constraint(_budget);
            options.Constraints.MaxArraySize = LongestArray;
            options.Constraints.StackOverflowGuard = true;
            options.Constraints.RegexTimeout = TimeSpan.FromMilliseconds(script.TimeoutMs);
            options.Constraints.PromiseTimeout = TimeSpan.FromMilliseconds(script.TimeoutMs);
            options.Interop.Enabled = false;
        });
    }

    /// <summary>Whether it has run enough.</summary>
    public bool IsWornOut => _allocated > MostAllocated;

    /// <summary>Parses what the compiler made of a script: a module that exports a default.</summary>
    public static Prepared<Script> Prepare(string code) => Engine.PrepareScript($"(function (exports) {{{code}\nreturn exports.default;\n}})", strict: true);

    /// <summary>Loads the script and asks it once for nothing, so that no call pays for that. How it does shows when it is asked.</summary>
    public void WarmUp() => Run(Sample.Value, WarmUpMs, WarmUpMs);

    /// <summary>Asks the script. What it throws, and whatever it takes too much of, is an answer.</summary>
    /// <param name="question">UTF-8 JSON.</param>
    public PolicyAnswer Run(ReadOnlySpan<byte> question) => Run(question, LoadMs, _script.TimeoutMs);

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    private PolicyAnswer Run(ReadOnlySpan<byte> question, int loadMs, int timeoutMs)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _budget.TimeoutMs = loadMs;
            _ask ??= Load();
            _budget.TimeoutMs = timeoutMs;
            var answer = _engine.Invoke(_ask, JsValue.Undefined, [new JsString(Encoding.UTF8.GetString(question))]);
            return answer.AsString() switch
            {
                TooLarge => PolicyAnswer.Failed(PolicyOutcome.TooLarge, $"The answer names more than {MostChoices:N0} members."),
                { Length: > LongestAnswer } => PolicyAnswer.Failed(PolicyOutcome.TooLarge, $"The answer has more than {LongestAnswer:N0} characters."),
                var text => new(PolicyOutcome.Decided, Encoding.UTF8.GetBytes(text)),
            };
        }
        catch (RunStoppedException stopped)
        {
            return PolicyAnswer.Failed(stopped.Outcome, stopped.Message);
        }
        catch (MemoryLimitExceededException)
        {
            return PolicyAnswer.Failed(PolicyOutcome.Memory, $"It allocated more than {_script.MemoryBytes / (1024 * 1024)} MiB.");
        }
        catch (Exception failure) when (failure is RecursionDepthOverflowException or InsufficientExecutionStackException)
        {
            return PolicyAnswer.Failed(PolicyOutcome.Recursion, $"It called itself more than {MostDepth} deep.");
        }
        catch (Exception failure) when (failure is RegexMatchTimeoutException or TimeoutException)
        {
            return PolicyAnswer.Failed(PolicyOutcome.Timeout, $"It took longer than {_script.TimeoutMs} ms.");
        }
        catch (JavaScriptException thrown)
        {
            return PolicyAnswer.Failed(PolicyOutcome.Threw, Cut($"{thrown.Message} (line {thrown.Location.Start.Line} of the compiled script)"));
        }
        catch (Exception failure)
        {
            // What an interpreter makes of a script that means ill is not all foreseen.
            return PolicyAnswer.Failed(PolicyOutcome.Threw, failure.GetType().Name);
        }
        finally
        {
            _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private JsValue Load()
    {
        var asked = _engine.Evaluate(Surroundings.Value);
        var route = _engine.Invoke(_engine.Evaluate(_prepared), JsValue.Undefined, [new JsObject(_engine)]);
        return _engine.Invoke(asked, JsValue.Undefined, [route]);
    }

    private static string Cut(string text) => text.Length <= PolicyReading.LongestReason ? text : text[..PolicyReading.LongestReason];
}
