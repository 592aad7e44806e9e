using System.Globalization;
using System.Text;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;
using Signalbox.Policies.Scripts;

namespace Gateway.Tests.Policies;

/// <summary>What a script may take, and what it reaches: whatever it does is an answer within its limits.</summary>
public sealed class ScriptSandboxTests
{
    private static readonly PolicyQuestion Question = new("""{"schema":"signalbox.policy-question.v1","request":{"group":"chat"},"members":[{"model":"a"},{"model":"b"}]}"""u8.ToArray(), null);

    [Fact]
    public async Task An_ordering_comes_back_as_the_script_returned_it()
    {
        var answer = await RunAsync("return members.map(m => ({ model: m.model, reason: request.group })).reverse();");

        answer.Outcome.ShouldBe(PolicyOutcome.Decided);
        Encoding.UTF8.GetString(answer.Json.Span).ShouldBe("""[{"model":"b","reason":"chat"},{"model":"a","reason":"chat"}]""");
    }

    [Theory]
    // Loops, with and without a statement in them, and such as natives make.
    [InlineData("for (;;) {}", PolicyOutcome.Timeout)]
    [InlineData("while (true);", PolicyOutcome.Timeout)]
    [InlineData("let i = 0; do { i++; } while (i > 0);", PolicyOutcome.Timeout)]
    [InlineData("const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) }; for (const x of it) {}", null)]
    [InlineData("const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) }; Array.from(it);", null)]
    [InlineData("const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) }; new Set(it);", null)]
    [InlineData("const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) }; Math.max(...it);", null)]
    [InlineData("for (;;) { try { for (;;) {} } catch {} finally { continue; } }", PolicyOutcome.Timeout)]
    [InlineData("[1, 2, 3].sort(() => { for (;;) {} });", PolicyOutcome.Timeout)]
    [InlineData("JSON.stringify({ toJSON() { for (;;) {} } });", PolicyOutcome.Timeout)]
    [InlineData("return [{ get model() { for (;;) {} } }];", PolicyOutcome.Timeout)]
    [InlineData("return new Proxy([], { get() { for (;;) {} } });", PolicyOutcome.Timeout)]
    [InlineData("function* g() { for (;;) yield 1; } for (const x of g()) {}", null)]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + 'b');", null)]
    [InlineData("'a'.repeat(30000).replace(/(a*)*b/g, '');", null)]
    [InlineData("const f = async () => { for (;;) await null; }; f(); return [];", null)]
    [InlineData("BigInt(2) ** BigInt(100000000);", null)]
    [InlineData("let x = 2n; for (;;) x = x * x;", null)]
    // Memory, by little and by much.
    [InlineData("const kept = []; for (;;) kept.push({ a: 1 });", PolicyOutcome.Memory)]
    [InlineData("let s = 'x'; for (;;) s += s;", PolicyOutcome.Memory)]
    [InlineData("let s = 'x'; for (;;) s = `${s}${s}`;", PolicyOutcome.Memory)]
    [InlineData("'x'.repeat(2 ** 29);", PolicyOutcome.Threw)]
    [InlineData("'x'.padStart(2 ** 29);", PolicyOutcome.Threw)]
    [InlineData("new Array(2 ** 31).fill(0);", null)]
    [InlineData("Array.from({ length: 2 ** 30 });", PolicyOutcome.Threw)]
    [InlineData("Array.prototype.slice.call({ length: 2 ** 31 });", null)]
    [InlineData("Array.prototype.join.call({ length: 2 ** 31 }, 'xxxxxxxx');", null)]
    [InlineData("Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);", null)]
    [InlineData("Array.prototype.reverse.call({ length: 2 ** 53 - 1 });", null)]
    [InlineData("const a = []; a[4294967294] = 1; a.sort();", null)]
    [InlineData("const a = []; a.length = 4294967295; a.forEach(x => x); a.map(x => x); JSON.stringify(a);", null)]
    [InlineData("let a = [1]; for (;;) a = a.concat(a);", null)]
    [InlineData("let a = [1]; for (;;) a = [...a, ...a];", null)]
    [InlineData("const a = new Array(50000).fill('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'); for (;;) a.join(a.join());", null)]
    [InlineData("'x'.repeat(60000).split('').map(c => 'x'.repeat(60000));", PolicyOutcome.Memory)]
    [InlineData("'x'.repeat(60000).replaceAll('x', 'x'.repeat(60000));", null)]
    [InlineData("'x'.repeat(60000).replace(/x/g, '$&$&$&$&$&$&$&$&$`');", null)]
    [InlineData("const s = 'x'.repeat(60000); /x/g[Symbol.replace](s, s);", PolicyOutcome.Threw)]
    [InlineData("new Array(50000).fill('x'.repeat(60000)).join();", PolicyOutcome.Threw)]
    [InlineData("String(new Array(50000).fill('x'.repeat(60000)));", PolicyOutcome.Threw)]
    [InlineData("''.concat(...new Array(50000).fill('x'.repeat(60000)));", PolicyOutcome.Threw)]
    [InlineData("JSON.stringify(new Array(50000).fill('x'.repeat(60000)));", PolicyOutcome.Threw)]
    [InlineData("String.raw({ raw: new Array(50000).fill('x'.repeat(60000)) });", PolicyOutcome.Threw)]
    [InlineData("return new Array(50000).fill('x'.repeat(60000));", PolicyOutcome.TooLarge)]
    [InlineData("Array.prototype.toJSON = () => 1;", PolicyOutcome.Threw)]
    [InlineData("Array.isArray = () => true; return 5;", PolicyOutcome.Threw)]
    // Depth.
    [InlineData("const f = () => f(); f();", PolicyOutcome.Recursion)]
    [InlineData("const f = () => 1 + f(); f();", PolicyOutcome.Recursion)]
    [InlineData("const o = { get x() { return this.x; } }; o.x;", null)]
    [InlineData("class A { constructor() { new A(); } } new A();", null)]
    [InlineData("const o = { toString() { return '' + o; } }; '' + o;", null)]
    [InlineData("let o = {}; for (let i = 0; i < 30000; i++) o = { o }; JSON.stringify(o);", null)]
    [InlineData("JSON.parse('['.repeat(30000));", null)]
    // What it throws, and what is no answer.
    [InlineData("throw new Error('no');", PolicyOutcome.Threw)]
    [InlineData("throw null;", PolicyOutcome.Threw)]
    [InlineData("null.x;", PolicyOutcome.Threw)]
    [InlineData("const o = {}; o.o = o; JSON.stringify(o);", PolicyOutcome.Threw)]
    [InlineData("return new Array(1000).fill('x'.repeat(900));", PolicyOutcome.TooLarge)]
    public async Task What_takes_too_much_or_goes_wrong_is_an_answer_in_time(string body, PolicyOutcome? expected)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var used = ProcessorTime();

        // A quick processor executes all the statements there may be in less than a tenth of a second.
        var answer = await Engine(body, expected == PolicyOutcome.Timeout ? 20 : 1000).AskAsync(Question, CancellationToken.None);

        if (expected is { } outcome) answer.Outcome.ShouldBe(outcome, answer.Detail);
        else if (answer.Outcome == PolicyOutcome.Decided) answer.Json.Length.ShouldBeLessThan(70_000);
        (ProcessorTime() - used).ShouldBeLessThan(TimeSpan.FromSeconds(5), "the limit is a second at most; one step may pass it");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256 * 1024 * 1024, "the limit is 4 MiB; one step may pass it");
    }

    /// <summary>What this thread, in which a script runs to its end, has had of a processor: the first figure there, nanoseconds (sched-stats.rst of Linux).</summary>
    private static TimeSpan ProcessorTime() => TimeSpan.FromTicks(long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 100);

    [Theory]
    [InlineData("return undefined;")]
    [InlineData("return () => 1;")]
    [InlineData("return 1n;")]
    [InlineData("return 'a';")]
    [InlineData("return { order: ['a'] };")]
    [InlineData("return [1];")]
    [InlineData("return [null];")]
    [InlineData("return [['a']];")]
    [InlineData("return [{ reason: 'a' }];")]
    [InlineData("return (async () => ['a'])();")]
    public async Task What_is_no_list_of_members_is_no_answer(string body) =>
        PolicyReading.Read(await RunAsync(body), new CallableTarget
        {
            Asset = new AssetCatalog([new AssetRow(AssetKind.CallableTarget, "chat", [])]).Find(AssetKind.CallableTarget, "chat")!,
            IsRouteGroup = true, Strategy = RouteStrategy.Policy, CreatedAt = 0, Members = [],
        }, []).Outcome.ShouldBe(PolicyOutcome.InvalidAnswer);

    [Theory]
    [InlineData("typeof eval")]
    [InlineData("typeof Function")]
    [InlineData("typeof fetch")]
    [InlineData("typeof require")]
    [InlineData("typeof process")]
    [InlineData("typeof System")]
    [InlineData("typeof importNamespace")]
    [InlineData("typeof setTimeout")]
    [InlineData("typeof console")]
    [InlineData("typeof SharedArrayBuffer")]
    [InlineData("typeof clr")]
    public async Task Nothing_of_the_surroundings_is_in_reach(string expression) =>
        Encoding.UTF8.GetString((await RunAsync($"return [{expression}];")).Json.Span).ShouldBe("""["undefined"]""");

    [Theory]
    [InlineData("return [(() => 1).constructor('return 1')()];")]
    [InlineData("return [Object.getPrototypeOf(async () => 1).constructor('return 1')()];")]
    [InlineData("return [Object.getPrototypeOf(function* () {}).constructor('return 1')()];")]
    public async Task No_text_becomes_code(string body) => (await RunAsync(body)).Outcome.ShouldBe(PolicyOutcome.Threw);

    [Fact]
    public async Task A_run_that_was_stopped_leaves_nothing_behind_for_the_next()
    {
        var engine = Engine("if (!globalThis.seen) { globalThis.seen = 1; for (;;) {} } return ['kept'];", timeoutMs: 20);

        (await engine.AskAsync(Question, CancellationToken.None)).Outcome.ShouldBe(PolicyOutcome.Timeout);
        (await engine.AskAsync(Question, CancellationToken.None)).Outcome.ShouldBe(PolicyOutcome.Timeout);
    }

    [Fact]
    public async Task What_a_script_keeps_between_runs_is_bounded()
    {
        var engine = Engine("(globalThis.kept ??= []).push(new Array(2000).fill('x')); return [String(globalThis.kept.length)];");
        var most = 0;

        for (var i = 0; i < 3000; i++)
        {
            var answer = await engine.AskAsync(Question, CancellationToken.None);
            answer.Outcome.ShouldBe(PolicyOutcome.Decided, answer.Detail);
            most = Math.Max(most, int.Parse(Encoding.UTF8.GetString(answer.Json.Span).Trim('[', ']', '"'), System.Globalization.CultureInfo.InvariantCulture));
        }

        most.ShouldBeInRange(2, 2500);
    }

    [Fact]
    public async Task Many_threads_run_one_script()
    {
        var engine = Engine("return members.map(m => m.model);");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await engine.AskAsync(Question, CancellationToken.None))));

        answers.ShouldAllBe(answer => answer.Outcome == PolicyOutcome.Decided && answer.Json.Length == 9);
    }

    private static async Task<PolicyAnswer> RunAsync(string body) => await Engine(body).AskAsync(Question, CancellationToken.None);

    private static ScriptEngine Engine(string body, int timeoutMs = 30_000) => new(new ScriptPolicy($"exports.default = function (request, members) {{ {body} }};", timeoutMs, 4 * 1024 * 1024));
}
