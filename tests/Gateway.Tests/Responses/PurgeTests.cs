using System.Net;
using Gateway.Tests.DataPlane;
using static Gateway.Tests.DataPlane.ResponseCaller;

namespace Gateway.Tests.Responses;

/// <summary>An operator has the kept responses of a key deleted.</summary>
public sealed class PurgeTests(GatewayFixture fixture, TestDatabase databases) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task All_of_the_key_are_gone_and_no_other_s_and_the_trail_says_who_did_it()
    {
        var other = (await fixture.Admin.PostAsync("keys", new { name = fixture.Name("other"), team_id = fixture.Scenario.TeamId })).Succeeded();
        var (mine, others) = (new ResponseCaller(fixture.Caller), new ResponseCaller(fixture.Gateway.Caller(other["secret"])));
        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Add(IdOf(await mine.CreateAsync(fixture.Scenario.Model, "\"Hello\"")));
        var kept = IdOf(await others.CreateAsync(fixture.Scenario.Model, "\"Hello\""));

        (await fixture.Admin.DeleteAsync($"keys/{fixture.Scenario.KeyId}/responses")).Succeeded();

        foreach (var id in ids) (await mine.GetAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await mine.TryCreateAsync(fixture.Scenario.Model, "\"And now?\"", $",\"previous_response_id\":\"{ids[^1]}\"")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await others.GetAsync(kept)).Status.ShouldBe(HttpStatusCode.OK);
        (await mine.CreateAsync(fixture.Scenario.Model, "\"Hello\"")).ShouldNotBeEmpty("the key works on");
        var events = (await fixture.Admin.GetAsync("audit-events?limit=50")).Succeeded().Text;
        events.ShouldContain("purge-responses");
        events.ShouldContain(fixture.Scenario.KeyId);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_a_404() => (await fixture.Admin.DeleteAsync("keys/01KBNOSUCHKEY00000000000000/responses")).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task More_than_one_turn_of_them_go_those_that_wait_in_memory_too()
    {
        await using var host = await KeptResponsesHost.StartAsync(databases);
        await host.WriteAsync([.. Enumerable.Range(0, 1100).Select(i => host.Make($"resp_{i}", input: null) with { ProviderId = "p" })]);
        await host.WriteAsync(host.Make("resp_other", key: "another"));
        var late = host.Make("resp_late");
        host.Responses.Keep(late);
        var underWay = host.Pending.Oldest(10, long.MaxValue);

        (await host.Responses.DeleteAllAsync("key", TestContext.Current.CancellationToken)).ShouldBe(1100);

        // A write that had begun before ends after it.
        await host.Store.WriteAsync([new() { KeyId = "key", Id = "resp_late", CreatedAt = late.CreatedAt }], [], TestContext.Current.CancellationToken);
        host.Pending.Remove(underWay);
        await host.WriteAsync();
        (await host.RowsAsync()).ShouldHaveSingleItem().ShouldStartWith("another/resp_other/");
    }
}
