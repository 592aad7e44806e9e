using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Promotion;
using Testing.Gateway;

namespace Gateway.Tests.Quality;

/// <summary>Results of evaluations, as they are taken in, read back and used.</summary>
public sealed class EvaluationTests(TestDatabase databases)
{
    [Fact]
    public async Task A_run_is_taken_in_once_whatever_it_is_written_in()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        var run = new
        {
            run_id = "run-1", suite = "coding", model = "a", at = "2026-11-28T10:00:00Z",
            results = new object[] { new { task = "one", reward = 1.0, cost_usd = 0.02, latency_ms = 1500 }, new { task = "two", reward = 0.25, model = "b", error = "wrong file" }, new { task = "three", passed = true } },
        };

        var made = await registry.Admin.PostAsync("evaluations", run);
        made.Status.ShouldBe(HttpStatusCode.Created);
        ((int)made.Json["results"]!, (int)made.Json["passed"]!, (string?)made.Json["format"]).ShouldBe((3, 2, "json"));
        var again = await registry.Admin.PostAsync("evaluations", run);
        (again.Status, again.Id).ShouldBe((HttpStatusCode.OK, made.Id));
        (await registry.Admin.PostAsync("evaluations", new { run.run_id, run.suite, run.model, results = new[] { new { task = "one", passed = false } } })).Code.ShouldBe("run-id-taken");

        (await SendAsync(registry, "application/x-ndjson", "run_id=run-2&suite=coding&model=a", """
            {"task": "one", "passed": true}

            {"task_name": "two", "agent_info": {"name": "codex", "model_info": {"name": "b", "provider": "x"}}, "agent_result": {"cost_usd": 0.5}, "verifier_result": {"rewards": {"reward": 1.0}}, "started_at": "2026-11-28T10:00:00Z", "finished_at": "2026-11-28T10:00:30Z"}
            """)).Status.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(registry, "application/xml", "run_id=run-3&suite=units&model=b", """
            <testsuites><testsuite name="s"><properties><property name="cost_usd" value="0.1"/></properties>
              <testcase classname="Parser" name="reads" time="0.5"/>
              <testcase classname="Parser" name="writes" time="1.5"><failure message="no file"/></testcase>
              <testcase classname="Parser" name="later"><skipped/></testcase>
            </testsuite></testsuites>
            """)).Status.ShouldBe(HttpStatusCode.Created);

        (await registry.Admin.ListAsync("evaluations?limit=1")).Select(each => (string?)each["run_id"]).ShouldBe(["run-3", "run-2", "run-1"]);
        var jsonl = (await registry.Admin.ListAsync("evaluations?suite=coding"))[0];
        var results = await registry.Admin.ListAsync($"evaluations/{jsonl["id"]}/results?limit=1");
        results.Select(result => $"{result["task"]} {result["model"]} {result["passed"]} {result["cost_micros"]} {result["latency_ms"]}").ShouldBe(["one a true  ", "two b true 500000 30000"]);
        var junit = (await registry.Admin.GetAsync($"evaluations/{(await registry.Admin.ListAsync("evaluations?suite=units"))[0]["id"]}")).Succeeded().Json;
        var model = junit["models"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)model["model"], (int)model["results"]!, model["pass_rate"]!["value"]!.GetValue<double>(), model["latency_p50_ms"]!.GetValue<double>()).ShouldBe(("b", 2, 0.5, 500));

        (await registry.Admin.ListAsync("audit-events?object_kind=evaluation")).Count.ShouldBe(3, "a repetition is no change");
        (await registry.Admin.SendAsync(HttpMethod.Delete, $"evaluations/{made.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await registry.Admin.GetAsync($"evaluations/{made.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Faults_name_line_and_field()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);

        await Refused("application/json", "", "{\n\"run_id\": \"r\", \"suite\": \"s\", \"model\": \"a\", \"results\": [\n{\"task\": \"x\", \"passed\": true},\n{\"task\": \"y\", \"rewrad\": 1}]}", "results[1].rewrad", "(line 4)", "Did you mean 'reward'");
        await Refused("application/json", "", """{"run_id": "r", "suite": "s", "results": [{"task": "x", "passed": true}]}""", "results[0].model", "(line 1)");
        await Refused("application/json", "", """{"run_id": "r", "suite": "s", "model": "a", "results": [{"task": "x", "passed": "yes"}, 7]}""", "results[0].passed", "results[1]");
        await Refused("application/json", "", """{"suite": "s", "results": []}""", "run_id", "results");
        await Refused("application/json", "", "[1]", "body");
        await Refused("application/json", "", "{\n  \"run_id\": }", "body", "line 2");
        await Refused("application/x-ndjson", "run_id=r&suite=s&model=a", "{\"task\": \"x\", \"passed\": true}\nnonsense\n{\"task\": \"y\", \"reward\": 1e9}\n{\"reward\": 1}", "(line 2)", "results[2].reward", "(line 3)", "results[3].task");
        await Refused("application/x-ndjson", "run_id=r&model=a", "{\"task\": \"x\", \"passed\": true}", "suite");
        await Refused("application/xml", "run_id=r&suite=s", "<testsuite>\n<testcase name=\"x\"/>\n<testcase time=\"fast\"/></testsuite>", "results[0].model", "(line 2)", "results[1].name", "results[1].time", "(line 3)");
        await Refused("application/xml", "run_id=r&suite=s", "<html/>", "testsuites");
        await Refused("application/xml", "run_id=r&suite=s", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><testsuite/>", "document type");
        (await SendAsync(registry, "text/csv", "", "a,b")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await registry.Admin.ListAsync("evaluations")).ShouldBeEmpty();

        async Task Refused(string type, string query, string body, params string[] told)
        {
            var reply = await SendAsync(registry, type, query, body);
            reply.Status.ShouldBe(HttpStatusCode.BadRequest, body);
            var text = reply.Json["errors"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            foreach (var part in told) text.ShouldContain(part, Case.Sensitive, body);
        }
    }

    [Fact]
    public async Task A_contract_goes_by_the_results_of_whoever_serves_and_of_the_group_before_them()
    {
        await using var registry = await RegistryGateway.StartAsync(databases);
        await registry.MakeGroupAsync();
        var contract = (await registry.Admin.PostAsync("quality-contracts", new { route_group = RegistryGateway.Group, success = new[] { new { suite = "coding", min_pass_percent = 50, min_tasks = 10 } } })).Succeeded();

        await TakeAsync(registry, "one", "b", passed: false);
        (await BoundAsync()).ShouldBe("coding unknown 0");
        await TakeAsync(registry, "two", "a", passed: true);
        (await BoundAsync()).ShouldBe("a at coding green 40");
        await TakeAsync(registry, "three", RegistryGateway.Group, passed: false);
        (await BoundAsync()).ShouldBe("support at coding red 40");

        async Task<string> BoundAsync()
        {
            var bound = (await registry.Admin.GetAsync($"quality-contracts/{contract.Id}/evaluation")).Succeeded().Json["bounds"]!.AsArray().ShouldHaveSingleItem()!;
            return $"{bound["subject"]} {bound["standing"]} {bound["count"]}";
        }
    }

    /// <summary>Takes in a run in which a model passes, or fails, forty tasks.</summary>
    internal static async Task TakeAsync(RegistryGateway registry, string runId, string model, bool passed) =>
        (await registry.Admin.PostAsync("evaluations", new { run_id = runId, suite = "coding", model, results = Enumerable.Range(0, 40).Select(i => new { task = $"t{i}", passed }) })).Succeeded();

    private static Task<AdminReply> SendAsync(RegistryGateway registry, string type, string query, string body) =>
        registry.Admin.SendAsync(HttpMethod.Post, $"evaluations?{query}", new StringContent(body, Encoding.UTF8, type));
}
