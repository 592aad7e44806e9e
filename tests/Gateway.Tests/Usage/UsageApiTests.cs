using System.Net;
using Testing.Time;

namespace Gateway.Tests.Usage;

public sealed class UsageApiTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("requests?status=fine", "status", "success, refused, error")]
    [InlineData("requests?http_status=abc", "http_status", "whole number")]
    [InlineData("requests?since=yesterday", "since", "ISO 8601")]
    [InlineData("requests?until=", null, null)]
    [InlineData("requests?modle=small", "modle", "Did you mean 'model'?")]
    [InlineData("requests?limit=0", "limit", "between 1 and 500")]
    [InlineData("requests?cursor=elsewhere", "cursor", "next_cursor")]
    [InlineData("overview?window=2h", "window", "1h, 24h, 7d, 30d")]
    public async Task A_parameter_that_is_not_understood_is_named_with_what_would_be(string path, string? field, string? remedy)
    {
        var reply = await fixture.Admin.GetAsync(path);

        reply.Status.ShouldBe(field is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        if (field is not null) ((string?)reply.Json["errors"]![field]![0]).ShouldNotBeNull().ShouldContain(remedy!);
    }

    [Fact]
    public async Task A_call_shows_in_the_list_and_in_the_overview_soon_after_it_ended()
    {
        using var response = await fixture.Caller.ChatAsync(fixture.Scenario.Model);
        var id = response.Headers.GetValues("x-request-id").Single();

        await Eventually.TrueAsync(async () => (await fixture.Admin.GetAsync($"requests/{id}")).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(2));

        var listed = (await fixture.Admin.ListAsync($"requests?request_id={id}&status=success&key_id={fixture.Scenario.KeyId}")).ShouldHaveSingleItem();
        ((string?)listed["model"]).ShouldBe(fixture.Scenario.Model);
        var overview = (await fixture.Admin.GetAsync("overview?window=1h")).Succeeded().Json;
        ((long)overview["totals"]!["requests"]!).ShouldBeGreaterThanOrEqualTo(1);
        overview["series"]!.AsArray().Count.ShouldBe(60);
        ((string?)overview["top_keys"]![0]!["name"]).ShouldBe("web-dev");
    }

    [Fact]
    public async Task A_call_that_is_not_known_is_not_found() =>
        (await fixture.Admin.GetAsync("requests/01KAHJ7C1S8Y3J1J5V1D4W9Q2A")).Status.ShouldBe(HttpStatusCode.NotFound);
}
