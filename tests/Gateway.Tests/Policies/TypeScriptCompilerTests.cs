using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Policies.Scripts;

namespace Gateway.Tests.Policies;

/// <summary>Scripts are checked by the real compiler, against the typings that operators see.</summary>
public sealed class TypeScriptCompilerTests : IDisposable
{
    private readonly TypeScriptCompiler _compiler = new(NullLogger<TypeScriptCompiler>.Instance);

    public void Dispose() => _compiler.Dispose();

    [Fact]
    public async Task The_example_compiles_and_its_types_are_gone()
    {
        var made = await _compiler.CompileAsync(ScriptTypings.Example, CancellationToken.None);

        made.Errors.ShouldBeEmpty();
        made.Code.ShouldNotBeNull();
        made.Code.ShouldContain("exports.default = route");
        made.Code.ShouldNotContain("PolicyMember");
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_line_and_column()
    {
        var made = await _compiler.CompileAsync(
            "export default function route(request: PolicyRequest, members: readonly PolicyMember[]): PolicyOrder {\n  fetch(request.api);\n  return members.map(m => m.modle);\n}\n", CancellationToken.None);

        made.Code.ShouldBeNull();
        made.Errors.Select(e => (e.Line, e.Column, e.Code)).ShouldBe([(2, 3, "TS2304"), (3, 29, "TS2551")]);
    }

    [Theory]
    [InlineData("export const x = 1;", "default export")]
    [InlineData("export default 5;", "default export")]
    [InlineData("export default async (r: PolicyRequest, m: readonly PolicyMember[]) => m.map(x => x.model);", "default export")]
    [InlineData("export default (r: PolicyRequest, m: readonly PolicyMember[]) => m[0].latency_ms;", "default export")]
    [InlineData("import fs from 'fs'; export default () => [];", "nothing can be imported")]
    [InlineData("export * from './other'; export default () => [];", "nothing can be imported")]
    [InlineData("/// <reference path=\"/etc/passwd\" />\nexport default () => [];", "/etc/passwd")]
    [InlineData("export default (", "expected")]
    [InlineData("const s = ''; export default () => [`${s}${`${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}`}${`${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}${s}`}`];", "at most 32 substitutions")]
    public async Task What_is_no_policy_is_refused(string source, string reason)
    {
        var made = await _compiler.CompileAsync(source, CancellationToken.None);

        made.Code.ShouldBeNull();
        made.Errors.ShouldContain(e => e.Message.Contains(reason, StringComparison.Ordinal), string.Join('\n', made.Errors));
    }

    [Fact]
    public async Task Types_that_take_the_compiler_for_ever_are_given_up()
    {
        var made = await _compiler.CompileAsync(
            "type N<T extends unknown[], L> = T['length'] extends L ? T : N<[...T, unknown], L>;\ntype M = N<[], 900>;\ntype U = { [A in 0|1|2|3|4|5|6|7|8|9 as `${A}`]: M };\nexport default (r: PolicyRequest): PolicyOrder => { const x: Deep<12> = 1; return []; };\ntype Deep<T extends number> = T extends 0 ? 1 : Deep<T> | Deep<T>;\n", CancellationToken.None);

        made.Code.ShouldBeNull();
        made.Errors.ShouldNotBeEmpty();
    }
}
