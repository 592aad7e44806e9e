using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Signalbox.Audit;
using Signalbox.Audit.Chain;
using Testing.Gateway;

namespace Gateway.Tests.Audit;

public sealed class AuditApiTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task The_chain_of_a_running_gateway_holds_and_its_head_can_be_noted()
    {
        await fixture.MakeAsync("organizations", new { name = fixture.Name("o") });
        var first = (await fixture.Admin.GetAsync("audit-events/verify")).Succeeded().Json;
        var noted = $"{(long)first["head"]!["sequence"]!}:{(string)first["head"]!["hash"]!}";
        await fixture.MakeAsync("organizations", new { name = fixture.Name("o") });

        var second = (await fixture.Admin.GetAsync($"audit-events/verify?noted={noted}")).Succeeded().Json;
        var forged = (await fixture.Admin.GetAsync($"audit-events/verify?noted=1:{new string('a', 64)}")).Succeeded().Json;

        ((bool)first["ok"]!, (bool)second["ok"]!, (bool)forged["ok"]!).ShouldBe((true, true, false));
        ((long)second["verified"]!).ShouldBeGreaterThan((long)first["verified"]!);
        ((string?)forged["fault"]!["kind"], (long)forged["fault"]!["sequence"]!).ShouldBe(("rewritten", 1));
        (await fixture.Admin.GetAsync("audit-events/verify?noted=what")).Json["errors"]!["noted"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("raised the retries, ticket 42", "raised the retries, ticket 42")]
    [InlineData("  größere Last — 📈  ", "größere Last — 📈")]
    [InlineData("", null)]
    public async Task A_reason_is_kept_with_the_events_of_its_change(string sent, string? kept)
    {
        var name = fixture.Name("reasoned");
        (await SendWithReasonAsync(HttpMethod.Post, "organizations", $$"""{"name":"{{name}}"}""", Encoding.UTF8.GetBytes(sent))).EnsureSuccessStatusCode();

        var audited = (await fixture.Admin.ListAsync($"audit-events?text={name}")).Single();

        ((string?)audited["reason"]).ShouldBe(kept);
        var again = await fixture.Admin.GetAsync($"audit-events/{(string?)audited["id"]}");
        JsonNode.DeepEquals(again.Json, audited).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reason_that_cannot_be_kept_is_refused_and_nothing_is_changed()
    {
        foreach (var reason in new[] { Encoding.UTF8.GetBytes(new string('x', ChangeReason.MaxLength + 1)), [0xC3, 0x28], "tab\tin it"u8.ToArray() })
        {
            var name = fixture.Name("unreasoned");
            using var answer = await SendWithReasonAsync(HttpMethod.Post, "organizations", $$"""{"name":"{{name}}"}""", reason);
            ((int)answer.StatusCode).ShouldBe(400);
            (await fixture.Admin.ListAsync($"audit-events?text={name}")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Applying_yaml_keeps_its_reason()
    {
        var name = fixture.Name("file");
        using var answer = await SendWithReasonAsync(HttpMethod.Post, "configuration/apply", $"providers: [ {{ name: {name}, kind: openai }} ]", "as agreed"u8.ToArray());

        answer.EnsureSuccessStatusCode();
        ((string?)(await fixture.Admin.ListAsync($"audit-events?text={name}")).Single()["reason"]).ShouldBe("as agreed");
    }

    [Fact]
    public async Task Every_filter_narrows_and_pages_go_on_where_the_last_ended()
    {
        var name = fixture.Name("Searched_100%");
        var provider = await fixture.MakeAsync("providers", new { name = name.Replace('%', 'p'), kind = "openai" });
        for (var i = 0; i < 4; i++) (await fixture.Admin.PatchAsync($"providers/{provider.Id}", new { retries = i })).Succeeded();
        var all = await fixture.Admin.ListAsync($"audit-events?object_id={provider.Id}");
        var second = all[1];

        all.Select(e => (string?)e["action"]).ShouldBe(["update", "update", "update", "update", "create"]);
        (await fixture.Admin.ListAsync($"audit-events?object_id={provider.Id}&limit=2")).Select(e => (string?)e["id"]).ShouldBe(all.Select(e => (string?)e["id"]));
        (await CountAsync($"action=create&object_id={provider.Id}")).ShouldBe(1);
        (await CountAsync($"object_kind=provider&object_id={provider.Id}")).ShouldBe(5);
        (await CountAsync($"object_kind=model&object_id={provider.Id}")).ShouldBe(0);
        (await CountAsync($"actor=nobody&object_id={provider.Id}")).ShouldBe(0);
        (await CountAsync("text=searched_100P")).ShouldBe(5);
        (await CountAsync("text=searched%25")).ShouldBe(0, "a percent sign stands for itself");
        (await CountAsync("text=searchedX")).ShouldBe(0);
        (await CountAsync("text=searched!")).ShouldBe(0);
        (await CountAsync($"version={(long)second["version"]!}")).ShouldBe(1);
        (await CountAsync($"request_id={(string?)second["request_id"]}")).ShouldBe(1);
        var at = Uri.EscapeDataString((string)second["at"]!);
        (await CountAsync($"object_id={provider.Id}&since={at}")).ShouldBeGreaterThanOrEqualTo(2);
        (await CountAsync($"object_id={provider.Id}&until={at}")).ShouldBeLessThanOrEqualTo(3);

        async Task<int> CountAsync(string query) => (await fixture.Admin.ListAsync($"audit-events?{query}")).Count;
    }

    [Theory]
    [InlineData("audit-events?actr=admin", "actr", "Did you mean 'actor'?")]
    [InlineData("audit-events?since=yesterday", "since", "ISO 8601")]
    [InlineData("audit-events?version=x", "version", "whole number")]
    [InlineData("audit-events?cursor=x", "cursor", "next_cursor")]
    [InlineData("audit-events/export?format=xlsx", "format", "csv or jsonl")]
    [InlineData("audit-events/export?limit=5", "limit", "not a known filter")]
    public async Task A_query_that_is_not_understood_is_refused_with_the_remedy(string path, string field, string remedy)
    {
        var reply = await fixture.Admin.GetAsync(path);

        ((int)reply.Status).ShouldBe(400);
        reply.Json["errors"]![field].ShouldNotBeNull(reply.Text).ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal).ShouldContain(remedy);
    }

    [Fact]
    public async Task Json_lines_hold_the_whole_trail_in_order_and_each_proves_its_hash()
    {
        await fixture.MakeAsync("organizations", new { name = fixture.Name("lines"), description = "größer" });
        using var answer = await fixture.Gateway.Http.SendAsync(Authorized(HttpMethod.Get, "audit-events/export"));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/jsonl");
        answer.Content.Headers.ContentDisposition!.FileName!.ShouldStartWith("audit-");
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n').Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("sequence").GetInt64()).ShouldBe(Enumerable.Range(1, lines.Count).Select(i => (long)i));
        foreach (var line in lines)
            AuditHash.Of(new AuditRow
            {
                Id = line.GetProperty("id").GetString()!, Sequence = line.GetProperty("sequence").GetInt64(), At = line.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds(),
                Actor = line.GetProperty("actor").GetString()!, Action = line.GetProperty("action").GetString()!, ObjectKind = line.GetProperty("object_kind").GetString()!,
                ObjectId = line.GetProperty("object_id").GetString()!, ObjectName = line.GetProperty("object_name").GetString()!, BeforeState = Raw(line, "before"), AfterState = Raw(line, "after"),
                Reason = line.GetProperty("reason").GetString(), RequestId = line.GetProperty("request_id").GetString(), RemoteAddress = line.GetProperty("remote_address").GetString(),
                Version = line.GetProperty("version").GetInt64(), PreviousHash = line.GetProperty("previous_hash").GetString()!,
            }).ShouldBe(line.GetProperty("hash").GetString());

        static string? Raw(System.Text.Json.JsonElement line, string name) =>
            line.GetProperty(name) is { ValueKind: not System.Text.Json.JsonValueKind.Null } state ? state.GetRawText() : null;
    }

    [Fact]
    public async Task An_export_is_audited_before_it_begins_and_raises_no_version()
    {
        var version = (long)(await fixture.Admin.GetAsync("status")).Json["snapshot"]!["version"]!;

        (await fixture.Admin.GetAsync("audit-events/export?format=csv&action=none")).Succeeded();

        var audited = (await fixture.Admin.ListAsync("audit-events?action=export"))[0];
        ((string?)audited["object_kind"], (string?)audited["after"]!["format"], (string?)audited["after"]!["filter"]!["action"]).ShouldBe(("audit", "csv", "none"));
        ((long)audited["version"]!).ShouldBe(version);
        ((long)(await fixture.Admin.GetAsync("status")).Json["snapshot"]!["version"]!).ShouldBe(version);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1")]
    public async Task A_cell_that_a_spreadsheet_could_run_is_defused(string reason)
    {
        var name = fixture.Name("sheet");
        (await SendWithReasonAsync(HttpMethod.Post, "organizations", $$"""{"name":"{{name}}","description":"a \"quoted\", text"}""", Encoding.UTF8.GetBytes(reason))).EnsureSuccessStatusCode();

        var csv = (await fixture.Admin.GetAsync($"audit-events/export?format=csv&text={name}")).Succeeded().Text;

        var rows = csv.TrimEnd().Split("\r\n");
        rows.Length.ShouldBe(2);
        rows[0].ShouldStartWith("\"sequence\",\"id\",\"at\",\"actor\"");
        rows[1].ShouldContain($",\"'{reason}\",");
        rows[1].ShouldContain("\"\"description\"\":");
    }

    [Fact]
    public async Task An_export_of_many_pages_holds_every_event_once()
    {
        var yaml = new StringBuilder("organizations:\n");
        for (var i = 0; i < 1_200; i++) yaml.Append(CultureInfo.InvariantCulture, $"  - {{ name: bulk-{i:0000} }}\n");
        (await fixture.Admin.ApplyAsync(yaml.ToString())).Succeeded();

        var lines = (await fixture.Admin.GetAsync("audit-events/export?format=jsonl&text=bulk-")).Succeeded().Text.TrimEnd('\n').Split('\n');

        lines.Select(line => (string)JsonNode.Parse(line)!["object_name"]!).ShouldBe(Enumerable.Range(0, 1_200).Select(i => $"bulk-{i:0000}"));
        ((bool)(await fixture.Admin.GetAsync("audit-events/verify")).Json["ok"]!).ShouldBeTrue();
    }

    private HttpRequestMessage Authorized(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"admin/api/{path}");
        request.Headers.Authorization = new("Bearer", fixture.Gateway.AdminKey);
        return request;
    }

    /// <summary>A header's bytes go out as they are.</summary>
    private async Task<HttpResponseMessage> SendWithReasonAsync(HttpMethod method, string path, string body, byte[] reason)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 }) { BaseAddress = fixture.Gateway.Url };
        using var request = Authorized(method, path);
        request.Headers.TryAddWithoutValidation(ChangeReason.Header, Encoding.Latin1.GetString(reason));
        request.Content = new StringContent(body, Encoding.UTF8, path.StartsWith("configuration", StringComparison.Ordinal) ? "application/yaml" : "application/json");
        return await http.SendAsync(request);
    }
}
