using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapper;
using Gateway.Tests.Observability;
using Npgsql;
using Signalbox.Storage;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Secrets;

/// <summary>
/// Words that stand for secrets and content go through the gateway in every way a call can go, and are then looked for wherever it writes or answers.
/// </summary>
public sealed class SecretCanaryTests(TestDatabase database)
{
    private const string Credential = "sk-credential-cnry-81d2", CallerKey = "sb-caller-key-cnry-81d2", Prompt = "prompt-cnry-81d2", Argument = "argument-cnry-81d2";
    private static readonly string[] Canaries = [Credential, CallerKey, Prompt, Argument];
    private readonly List<string> _answers = [];
    private GatewayProcess _gateway = null!;

    [Fact]
    public async Task A_credential_a_key_a_prompt_and_a_tool_s_argument_are_found_nowhere_they_do_not_belong()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.RequiredKey = Credential;
        var databaseSetting = await database.CreateAsync();
        await using var gateway = _gateway = await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = databaseSetting,
            Environment = new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint, ["OTEL_METRIC_EXPORT_INTERVAL"] = "300", ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["SIGNALBOX_LOG_LEVEL"] = "debug",
            },
        });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        (await gateway.Admin.PostAsync("keys", new { name = "canary", team_id = scenario.TeamId, value = CallerKey })).Succeeded();
        (await gateway.Admin.PostAsync("models", new { name = "forbidden", deployments = new[] { new { provider = "upstream", upstream_model = "gpt-4o" } } })).Succeeded();

        await CallInEveryWayAsync(upstream, scenario.Model);

        upstream.Chats.Select(chat => chat.Text).ShouldContain(body => body.Contains(Prompt, StringComparison.Ordinal) && body.Contains(Argument, StringComparison.Ordinal), "they did go through");
        var ids = _answers.Count;
        await Eventually.TrueAsync(async () => (await gateway.Admin.ListAsync("requests?limit=100")).Count >= ids, TimeSpan.FromSeconds(20));
        await Eventually.TrueAsync(() => collector.Spans.Count > ids && collector.MetricNames.Contains("signalbox.requests"), TimeSpan.FromSeconds(20));
        ShouldHoldNone("what callers were told in errors", string.Join('\n', _answers));
        ShouldHoldNone("metrics", await ReadAsync("metrics"));
        foreach (var path in (string[])
            ["providers", "models", "keys", "organizations", "teams", "requests?limit=100", "overview?window=24h", "audit-events", "audit-events/export?format=csv", "audit-events/export?format=jsonl", "status", "catalog"])
            ShouldHoldNone($"admin API {path}", await ReadAsync($"admin/api/{path}"));
        foreach (var record in await gateway.Admin.ListAsync("requests?limit=100")) ShouldHoldNone("a record", await ReadAsync($"admin/api/requests/{(string)record["request_id"]!}"));
        ShouldHoldNone("OTLP", collector.Raw);

        await gateway.StopAsync();

        ShouldHoldNone("logs", gateway.Output);
        foreach (var file in Directory.EnumerateFiles(gateway.DataDirectory, "*", SearchOption.AllDirectories))
            ShouldHoldNone(file, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        if (TestDatabase.IsPostgres) ShouldHoldNone("the database", await DumpAsync(DatabaseOptions.Parse(databaseSetting, gateway.DataDirectory).ConnectionString));
    }

    private async Task CallInEveryWayAsync(FakeUpstream upstream, string model)
    {
        var toolCall = new UpstreamBehavior { ToolCalls = [new UpstreamToolCall("look_up", $$"""{"q":"{{Argument}}"}""")], End = UpstreamEnd.Complete };
        foreach (var stream in (bool[])[false, true])
        {
            await CallAsync("v1/chat/completions", Chat(model, stream), HttpStatusCode.OK);
            upstream.Enqueue(toolCall);
            await CallAsync("v1/chat/completions", Chat(model, stream), HttpStatusCode.OK);
            // The upstream repeats what it was shown, as some do.
            upstream.Enqueue(UpstreamBehavior.OpenAIError(401, "invalid_api_key", $"Incorrect API key provided: {Credential}."));
            await CallAsync("v1/chat/completions", Chat(model, stream), HttpStatusCode.Unauthorized);
            upstream.Enqueue([.. Enumerable.Repeat(UpstreamBehavior.OpenAIError(500, "boom", $"key {Credential} saw {Prompt}"), 3)]);
            await CallAsync("v1/chat/completions", Chat(model, stream), HttpStatusCode.BadGateway);
            await CallAsync("v1/chat/completions", Chat("forbidden", stream), HttpStatusCode.Forbidden);
            await CallAsync("v1/messages", $$"""{"model":"{{model}}","max_tokens":9,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"{{Prompt}}"}]}""", HttpStatusCode.OK);
            await CallAsync("v1/responses", $$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}},"input":"{{Prompt}} {{Argument}}"}""", HttpStatusCode.OK);
        }
        upstream.Enqueue(new UpstreamBehavior { Ending = StreamEnding.Truncated, Chunks = 5 });
        await CallAsync("v1/chat/completions", Chat(model, stream: true), HttpStatusCode.OK);
        await CallAsync("v1/chat/completions", $$"""{"model":"{{model}}","messages":"{{Prompt}}"}""", HttpStatusCode.BadRequest);
        await CallAsync("v1/chat/completions", $$"""{"model":"{{Prompt}}" """, HttpStatusCode.BadRequest);
    }

    private static string Chat(string model, bool stream) =>
        $$$"""
        {"model":"{{{model}}}","stream":{{{(stream ? "true" : "false")}}},"messages":[{"role":"user","content":"{{{Prompt}}}"},
         {"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"look_up","arguments":"{\"q\":\"{{{Argument}}}\"}"} }]},
         {"role":"tool","tool_call_id":"call_1","content":"{{{Argument}}}"}],
         "tools":[{"type":"function","function":{"name":"look_up","parameters":{"type":"object","properties":{"q":{"type":"string"} } } } }]}
        """;

    /// <summary>Calls, and keeps what is said besides content: errors, and all headers.</summary>
    private async Task CallAsync(string path, string body, HttpStatusCode expected)
    {
        using var response = await _gateway.Caller(CallerKey).PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(expected, text);
        _answers.Add($"{response.Headers}{(expected == HttpStatusCode.OK ? "" : text)}");
    }

    private async Task<string> ReadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.AdminKey);
        using var response = await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> DumpAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var tables = (await connection.QueryAsync<string>("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).ToList();
        tables.Count.ShouldBeGreaterThan(10);
        var dump = new StringBuilder();
        foreach (var table in tables)
            foreach (var row in await connection.QueryAsync<string>($"SELECT row_to_json(t)::text FROM \"{table}\" t"))
                dump.AppendLine(row);
        return dump.ToString();
    }

    private static void ShouldHoldNone(string place, string text)
    {
        foreach (var canary in Canaries)
        {
            text.Contains(canary, StringComparison.Ordinal).ShouldBeFalse($"{canary} in {place}");
            text.Contains(Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(canary)), StringComparison.Ordinal).ShouldBeFalse($"{canary} in {place}, as UTF-16");
            // From the second or third byte on, base64 spells it otherwise; a store that encodes a whole value is caught by the first.
            text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary))[..16], StringComparison.Ordinal).ShouldBeFalse($"{canary} in {place}, as base64");
        }
    }
}
