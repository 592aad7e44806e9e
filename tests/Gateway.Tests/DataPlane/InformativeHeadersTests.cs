using System.Net;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>What a response tells of the way it went, and what its record tells.</summary>
public sealed class InformativeHeadersTests(TestDatabase database)
{
    private static readonly string[] Informative = ["x-signalbox-model", "x-signalbox-deployment", "x-signalbox-route-reason", "x-signalbox-attempts", "x-signalbox-cache"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operator_can_turn_them_off_and_the_request_id_stays(bool informative)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = await database.CreateAsync(), Configuration = $"server: {{ informative_headers: {(informative ? "true" : "false")} }}",
        });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);

        foreach (var stream in (bool[])[false, true])
        {
            using var response = await gateway.Caller(scenario.Key).ChatAsync(scenario.Model, stream);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.Headers.GetValues("x-request-id").Single().Length.ShouldBe(26);
            Informative.Where(name => response.Headers.Contains(name)).ShouldBe(informative ? Informative : []);
            if (informative) response.Headers.GetValues("x-signalbox-cache").Single().ShouldBe("off");
        }
    }

    [Fact]
    public async Task A_record_names_the_project_the_user_the_client_and_the_gateway_s_own_time()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await database.CreateAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var project = (await gateway.Admin.PostAsync("projects", new { team_id = scenario.TeamId, name = "shop", environment = "prod" })).Succeeded();
        var user = (await gateway.Admin.PostAsync("users", new { organization_id = scenario.OrganizationId, name = "ana" })).Succeeded();
        var key = (await gateway.Admin.PostAsync("keys", new { name = "shop-1", project_id = project.Id, user_id = user.Id })).Succeeded();
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = new StringContent($$"""{"model":"{{scenario.Model}}","messages":[{"role":"user","content":"x"}]}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", key["secret"]);
        request.Headers.TryAddWithoutValidation("User-Agent", "Shop/1.2 (tests)");

        using var response = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var id = response.Headers.GetValues("x-request-id").Single();
        var record = (await Eventually.ValueAsync(() => gateway.Admin.GetAsync($"requests/{id}"), r => r.Status == HttpStatusCode.OK)).Json;
        ((string?)record["project_id"], (string?)record["project"], (string?)record["team_id"], (string?)record["organization_id"])
            .ShouldBe((project.Id, "shop", scenario.TeamId, scenario.OrganizationId));
        ((string?)record["user_id"], (string?)record["user"], (string?)record["key_id"], (string?)record["key_name"]).ShouldBe((user.Id, "ana", key.Id, "shop-1"));
        ((string?)record["client"], (string?)record["environment"]).ShouldBe(("Shop/1.2 (tests)", "prod"));
        var overhead = (long)record["overhead_us"]!;
        overhead.ShouldBeGreaterThan(0);
        overhead.ShouldBeLessThanOrEqualTo((long)Math.Ceiling((double)record["latency_ms"]! * 1000));
    }
}
