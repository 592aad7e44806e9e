using System.Diagnostics;
using System.Net;
using Gateway.Tests.DataPlane;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Durability;

/// <summary>Kept responses over restarts, outages and several instances.</summary>
public sealed class ResponseSurvivalTests(TestDatabase databases)
{
    [Fact]
    public async Task They_are_there_after_a_stop_at_once_and_after_a_kill_once_they_were_written()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await databases.CreateAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var caller = new ResponseCaller(gateway.Caller(scenario.Key));
        var stopped = await caller.CreateAsync(scenario.Model, "\"before the stop\"");
        await gateway.RestartAsync();
        (await caller.GetAsync(ResponseCaller.IdOf(stopped))).ShouldBe((HttpStatusCode.OK, stopped));

        var killed = await caller.CreateAsync(scenario.Model, "\"before the kill\"", $",\"previous_response_id\":\"{ResponseCaller.IdOf(stopped)}\"");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await gateway.KillAsync();
        await gateway.StartAgainAsync();

        await caller.CreateAsync(scenario.Model, "\"after it\"", $",\"previous_response_id\":\"{ResponseCaller.IdOf(killed)}\"");
        upstream.Chats[^1].Text.ShouldContain("before the stop");
        upstream.Chats[^1].Text.ShouldContain("before the kill");
    }

    [Fact]
    public async Task With_the_database_stopped_responses_are_made_kept_in_memory_and_written_when_it_is_back()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is a file and cannot be stopped.");
        await using var server = new Testing.Postgres.PostgresServer();
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await server.CreateDatabaseAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var caller = new ResponseCaller(gateway.Caller(scenario.Key));
        var before = await caller.CreateAsync(scenario.Model, "\"before\"");
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        await server.StopAsync();
        var during = await caller.CreateAsync(scenario.Model, "\"during\"");
        (await caller.GetAsync(ResponseCaller.IdOf(during))).ShouldBe((HttpStatusCode.OK, during));
        await caller.CreateAsync(scenario.Model, "\"on\"", $",\"previous_response_id\":\"{ResponseCaller.IdOf(during)}\"");
        var clock = Stopwatch.StartNew();
        var (status, text) = await caller.GetAsync(ResponseCaller.IdOf(before));
        (status, ResponseCaller.ErrorOf(text).Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "database-unavailable"));
        (status, text) = await caller.TryCreateAsync(scenario.Model, "\"on\"", $",\"previous_response_id\":\"{ResponseCaller.IdOf(before)}\"");
        (status, ResponseCaller.ErrorOf(text)).ShouldBe((HttpStatusCode.ServiceUnavailable, ("database-unavailable", "previous_response_id")));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));

        await server.StartAsync();
        await Eventually.TrueAsync(async () => (await caller.GetAsync(ResponseCaller.IdOf(before))).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(20));
        await Task.Delay(6000, TestContext.Current.CancellationToken);
        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        (await caller.GetAsync(ResponseCaller.IdOf(during))).ShouldBe((HttpStatusCode.OK, during));
    }

    [Fact]
    public async Task Instances_on_one_database_see_each_other_s_responses_within_a_second()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "Several instances need PostgreSQL.");
        var database = await databases.CreateAsync();
        await using var upstream = await FakeUpstream.StartAsync();
        await using var one = await GatewayProcess.StartAsync(new GatewayOptions { Database = database });
        var scenario = await GatewayScenario.CreateAsync(one.Admin, upstream);
        await using var two = await GatewayProcess.StartAsync(new GatewayOptions { Database = database });
        var (here, there) = (new ResponseCaller(one.Caller(scenario.Key)), new ResponseCaller(two.Caller(scenario.Key)));
        var made = await here.CreateAsync(scenario.Model, "\"hello\"");

        await Task.Delay(1000, TestContext.Current.CancellationToken);

        (await there.GetAsync(ResponseCaller.IdOf(made))).ShouldBe((HttpStatusCode.OK, made));
        (await there.DeleteAsync(ResponseCaller.IdOf(made))).Status.ShouldBe(HttpStatusCode.OK);
        (await here.GetAsync(ResponseCaller.IdOf(made))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_gateway_that_is_told_to_keep_nothing_keeps_nothing()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = await databases.CreateAsync(),
            Configuration = "server: { keep_responses: false, response_retention_days: 7 }",
        });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var caller = new ResponseCaller(gateway.Caller(scenario.Key));
        var made = await caller.CreateAsync(scenario.Model, "\"hello\"");

        made.ShouldContain("\"store\":false");
        (await caller.GetAsync(ResponseCaller.IdOf(made))).Status.ShouldBe(HttpStatusCode.NotFound);
        var (status, text) = await caller.TryCreateAsync(scenario.Model, "\"on\"", $",\"previous_response_id\":\"{ResponseCaller.IdOf(made)}\"");
        (status, ResponseCaller.ErrorOf(text)).ShouldBe((HttpStatusCode.BadRequest, ("invalid-request", "previous_response_id")));
        using var response = await gateway.Caller(scenario.Key).PostAsync("v1/responses", new { model = scenario.Model, input = "hi", store = true }, TestContext.Current.CancellationToken);
        response.Headers.GetValues("x-signalbox-translation").ShouldBe(["dropped=store"]);
    }

    [Fact]
    public async Task A_retention_out_of_range_is_named_at_the_start()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => GatewayProcess.StartAsync(new GatewayOptions { Configuration = "server: { response_retention_days: 0 }" }));

        failure.Message.ShouldContain("server.response_retention_days");
    }
}
