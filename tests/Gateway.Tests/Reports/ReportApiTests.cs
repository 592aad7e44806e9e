using System.Net;
using System.Text.Json.Nodes;
using Testing.Time;

namespace Gateway.Tests.Reports;

public sealed class ReportApiTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Base = "/admin/reports/api/";

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("x-api-key", "")]
    [InlineData("api-key", "")]
    public async Task A_caller_s_key_is_told_that_reports_are_not_for_it(string header, string before)
    {
        foreach (var path in new[] { "summary?since=24h", "breakdown?by=model", "series", "requests", "dimensions" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Base + path);
            request.Headers.TryAddWithoutValidation(header, before + fixture.Scenario.Key);
            using var response = await fixture.Gateway.Http.SendAsync(request);

            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]).ShouldBe("reports-forbidden");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sb-0000000000000000000000000000000000000000")]
    public async Task Who_presents_no_key_or_an_unknown_one_is_asked_to_sign_in(string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Base + "summary");
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        using var response = await fixture.Gateway.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("summary?since=yesterday", "since", "24h")]
    [InlineData("summary?since=0h", "since", "24h")]
    [InlineData("summary?since=9999999d", "since", "24h")]
    [InlineData("summary?since=2000d", "since", "1100")]
    [InlineData("summary?from=2026-13-01", "from", "ISO 8601")]
    [InlineData("summary?from=2026-11-02&to=2026-11-01", "from", "earlier")]
    [InlineData("summary?from=2026-11-02&since=24h", "since", "together with from")]
    [InlineData("summary?time_zone=Mars/Olympus", "time_zone", "IANA")]
    [InlineData("summary?format=pdf", "format", "json, csv, markdown")]
    [InlineData("summary?modle=x", "modle", "Did you mean 'model'?")]
    [InlineData("summary?status=fine", "status", "success, refused")]
    [InlineData("breakdown", "by", "organization, team")]
    [InlineData("breakdown?by=colour", "by", "organization, team")]
    [InlineData("breakdown?by=model&sort=size", "sort", "cost, requests")]
    [InlineData("breakdown?by=model&limit=0", "limit", "between 1 and 500")]
    [InlineData("series?bucket=minute", "bucket", "hour, day, week, month")]
    [InlineData("series?since=365d&bucket=hour", "bucket", "1000")]
    [InlineData("requests?cursor=elsewhere", "cursor", "next_cursor")]
    [InlineData("requests?format=csv", "format", "json")]
    public async Task A_parameter_that_is_not_understood_is_named_with_what_would_be(string path, string field, string remedy)
    {
        using var response = await GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await JsonAsync(response))["errors"]![field]![0]).ShouldNotBeNull().ShouldContain(remedy);
    }

    [Fact]
    public async Task A_call_is_in_every_report_soon_after_it_ended_and_can_be_found_from_there()
    {
        using var answer = await fixture.Caller.ChatAsync(fixture.Scenario.Model);
        var id = answer.Headers.GetValues("x-request-id").Single();
        await Eventually.TrueAsync(async () => (await fixture.Admin.GetAsync($"requests/{id}")).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(5));

        var summary = await JsonAsync(await GetAsync("summary?since=24h&time_zone=Asia/Kolkata"));
        ((long)summary["totals"]!["requests"]!).ShouldBeGreaterThan(0);
        ((string?)summary["report"]!["currency"]).ShouldBe("USD");
        ((string?)summary["report"]!["from"]).ShouldNotBeNull().ShouldEndWith("+05:30");
        ((string?)summary["report"]!["completeness"]!["state"]).ShouldBeOneOf("complete", "partial_missing", "partial_expected");
        ((string?)summary["top"]!["key"]![0]!["name"]).ShouldBe("web-dev");

        var byModel = await JsonAsync(await GetAsync($"breakdown?by=model&key={fixture.Scenario.KeyId}&sort=requests"));
        var line = byModel["lines"]!.AsArray().Single(l => (string?)l!["value"] == fixture.Scenario.Model)!;
        ((long)line["measures"]!["success"]!).ShouldBeGreaterThan(0);

        var series = await JsonAsync(await GetAsync("series?since=24h&by=status"));
        series["lines"]!.AsArray().Sum(l => l!["points"]!.AsArray().Sum(p => (long)p!["measures"]!["requests"]!)).ShouldBe((long)summary["totals"]!["requests"]!);

        var calls = await JsonAsync(await GetAsync($"requests?model={fixture.Scenario.Model}&status=success&limit=500"));
        calls["items"]!.AsArray().Select(c => (string?)c!["request_id"]).ShouldContain(id);
    }

    [Fact]
    public async Task A_call_counts_to_each_tag_of_what_it_asked_for()
    {
        var model = await fixture.ModelAtAsync(new { });
        var id = (string)(await fixture.Admin.ListAsync("models")).Single(m => (string?)m["name"] == model)["id"]!;
        (await fixture.Admin.PatchAsync($"models/{id}", new { tags = new[] { "cheap", "fast" } })).Succeeded();
        (await fixture.Caller.ChatAsync(model)).Dispose();
        await Eventually.TrueAsync(async () => (await fixture.Admin.ListAsync($"requests?model={model}")).Count == 1, TimeSpan.FromSeconds(10));

        var lines = (await JsonAsync(await GetAsync($"breakdown?by=tag&model={model}")))["lines"]!.AsArray();
        lines.Select(l => (string?)l!["value"]).ShouldBe(["cheap", "fast"], ignoreOrder: true);
        lines.ShouldAllBe(l => (long)l!["measures"]!["requests"]! == 1);
        ((long)(await JsonAsync(await GetAsync("summary?tag=fast")))["totals"]!["requests"]!).ShouldBe(1);
        ((long)(await JsonAsync(await GetAsync("summary?tag=none-such")))["totals"]!["requests"]!).ShouldBe(0);
    }

    [Fact]
    public async Task A_report_is_exported_as_a_file_that_no_cache_keeps()
    {
        using var csv = await GetAsync("breakdown?by=status&format=csv");
        csv.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        csv.Headers.CacheControl!.NoStore.ShouldBeTrue();
        csv.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull().ShouldEndWith(".csv");
        (await csv.Content.ReadAsStringAsync()).ShouldStartWith("\"status\",\"name\",\"requests\"");

        using var markdown = await GetAsync("summary?format=markdown");
        markdown.Content.Headers.ContentType!.MediaType.ShouldBe("text/markdown");
        (await markdown.Content.ReadAsStringAsync()).ShouldStartWith("# Summary\n\nFrom ");
    }

    private Task<HttpResponseMessage> GetAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Base + path);
        request.Headers.Authorization = new("Bearer", fixture.Gateway.AdminKey);
        return fixture.Gateway.Http.SendAsync(request);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response)
    {
        using (response) return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
