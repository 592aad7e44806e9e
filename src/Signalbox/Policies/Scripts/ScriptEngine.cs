using System.Collections.Concurrent;
using Acornima.Ast;
using Jint;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Policies;

namespace Signalbox.Policies.Scripts;

/// <summary>Runs a version of a script. It is parsed once; each run has a sandbox to itself, and those that ran well are used again.</summary>
internal sealed class ScriptEngine : IPolicyEngine
{
    private readonly ScriptPolicy _script;
    private readonly Prepared<Script> _prepared;
    private readonly ConcurrentBag<ScriptSandbox> _idle = [];

    /// <summary>Parses the script and runs it for the first time, which takes a while.</summary>
    public ScriptEngine(ScriptPolicy script)
    {
        _script = script;
        _prepared = ScriptSandbox.Prepare(script.Code);
        using var first = new ScriptSandbox(script, _prepared);
        first.WarmUp();
    }

    /// <inheritdoc/>
    public ValueTask<PolicyAnswer> AskAsync(PolicyQuestion question, CancellationToken cancellation)
    {
        if (!_idle.TryTake(out var sandbox)) sandbox = new ScriptSandbox(_script, _prepared);
        var answer = sandbox.Run(question.Json.Span);
        if (answer.Outcome == PolicyOutcome.Decided && !sandbox.IsWornOut && _idle.Count < Environment.ProcessorCount) _idle.Add(sandbox);
        else sandbox.Dispose();
        return new(answer);
    }
}
