namespace Gateway.Tests.Audit;

/// <summary>The commands as an operator runs them.</summary>
public sealed class AuditCommandTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Verify_tells_the_head_and_ends_with_two_when_a_noted_one_is_not_there()
    {
        var head = (await fixture.Admin.GetAsync("audit-events/verify")).Succeeded().Json["head"]!;
        var noted = $"{(long)head["sequence"]!}:{(string)head["hash"]!}";

        var holds = await RunAsync(["audit", "verify", "--noted", noted]);
        var forged = await RunAsync(["audit", "verify", "--noted", $"1:{new string('0', 64)}"]);
        var refused = await RunAsync(["audit", "verify", "--noted", "nothing"]);

        holds.Code.ShouldBe(0, holds.Output);
        holds.Output.ShouldContain($"Head, to note elsewhere: {noted}");
        forged.Code.ShouldBe(2, forged.Output);
        forged.Output.ShouldContain("(rewritten). Event 1 is not the head that was noted");
        refused.Code.ShouldBe(1, refused.Output);
        refused.Output.ShouldContain("noted");
    }

    [Fact]
    public async Task Apply_keeps_its_reason_and_can_be_held_to_what_its_dry_run_saw()
    {
        var name = fixture.Name("command");
        var file = Path.Combine(fixture.Gateway.DataDirectory, $"{name}.yaml");
        await File.WriteAllTextAsync(file, $"providers: [ {{ name: {name}, kind: openai }} ]", TestContext.Current.CancellationToken);

        var dry = await RunAsync(["apply", "-f", file, "--dry-run"]);
        var version = dry.Output.TrimEnd().TrimEnd('.').Split(' ')[^1];
        await fixture.MakeAsync("organizations", new { name = fixture.Name("meanwhile") });
        var late = await RunAsync(["apply", "-f", file, "--if-version", version]);
        var applied = await RunAsync(["apply", "-f", file, "--reason", "größere Last"]);

        late.Code.ShouldBe(1, late.Output);
        late.Output.ShouldContain("Someone changed this");
        applied.Code.ShouldBe(0, applied.Output);
        ((string?)(await fixture.Admin.ListAsync($"audit-events?text={name}")).Single()["reason"]).ShouldBe("größere Last");
    }

    private Task<(int Code, string Output)> RunAsync(string[] arguments) =>
        SignalboxCommand.RunAsync(fixture.Gateway, new Dictionary<string, string?>(), arguments);
}
