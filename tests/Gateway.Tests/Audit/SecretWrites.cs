using System.Text;
using Testing.Gateway;

namespace Gateway.Tests.Audit;

/// <summary>Makes every admin write there is, with a secret wherever one can be given, and keeps the secrets that were given or shown.</summary>
internal sealed class SecretWrites(AdminClient admin)
{
    private readonly List<string> _secrets = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>All secrets.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>What was done: method and path of the endpoints.</summary>
    public IReadOnlyCollection<string> Done => _done;

    public async Task RunAsync()
    {
        var provider = await PostAsync("providers", new { name = "p", kind = "openai", api_key = Secret("sk-first") });
        await SendAsync("PATCH providers/{id}", provider.Id, new { api_key = Secret("sk-second") });
        var model = await PostAsync("models", new { name = "m", deployments = new[] { new { provider = "p", upstream_model = "x" } } });
        await SendAsync("PATCH models/{id}", model.Id, new { description = "d" });
        var group = await PostAsync("route-groups", new { key = "g", members = new[] { new { model = "m" } } });
        await SendAsync("PATCH route-groups/{id}", group.Id, new { description = "d" });

        await ChangePrimaryAsync();
        await OrderByPolicyAsync();

        var organization = await PostAsync("organizations", new { name = "o", grants = new[] { "m" } });
        var team = await PostAsync("teams", new { name = "t", organization_id = organization.Id });
        var project = await PostAsync("projects", new { name = "j", team_id = team.Id });
        var user = await PostAsync("users", new { name = "u", organization_id = organization.Id });
        foreach (var (path, id) in new[] { ("teams", team.Id), ("projects", project.Id), ("users", user.Id) })
            await SendAsync($"PATCH {path}/{{id}}", id, new { access = new { mode = "restrict", grants = new[] { "m" } } });
        await SendAsync("PATCH organizations/{id}", organization.Id, new { description = "d" });

        await SendAsync("POST organizations/{id}/unenforce", organization.Id, new { });
        foreach (var kind in new[] { "callable-target", "mcp" })
        {
            (await admin.PostAsync($"../../ui/api/{kind}-migration/backfill", new { })).Succeeded();
            _done.Add($"POST /ui/api/{kind}-migration/backfill");
        }
        await SendAsync("POST organizations/{id}/enforce", organization.Id, new { });
        _done.Add("POST access/bulk");
        (await admin.SendAsync(HttpMethod.Post, "access/bulk", new { changes = new[] { new { scope = $"user:{user.Id}", mode = "inherit" } } }, "*")).Succeeded();

        var own = await PostAsync("keys", new { name = "own", team_id = team.Id, value = Secret("own-key") }, Guid.NewGuid().ToString());
        var key = await PostAsync("keys", new { name = "generated", team_id = team.Id });
        Keep(key);
        await SendAsync("PATCH keys/{id}", key.Id, new { environment = "dev" });
        Keep(await SendAsync("POST keys/{id}/rotate", key.Id, new { grace_seconds = 60 }));
        await SendAsync("POST keys/{id}/revoke", key.Id, null);
        await SendAsync("DELETE keys/{id}/responses", key.Id, null);
        await SendAsync("DELETE keys/{id}", own.Id, null);
        await PriceAnewAsync();
        await AlertAsync();
        await ApplyAsync();

        // From the leaves up: what is in use is not deleted.
        foreach (var (path, id) in new[] { ("projects", project.Id), ("users", user.Id), ("teams", team.Id), ("organizations", organization.Id), ("route-groups", group.Id), ("models", model.Id), ("providers", provider.Id) })
            await SendAsync($"DELETE {path}/{{id}}", id, null);
    }

    private async Task ChangePrimaryAsync()
    {
        var candidate = await PostAsync("models", new { name = "candidate", deployments = new[] { new { provider = "p", upstream_model = "y" } } });
        var group = await PostAsync("route-groups", new
        {
            key = "registry", strategy = "primary",
            members = new[] { new { model = "m", status = "primary" }, new { model = "candidate", status = "shadow" } },
        });
        var shadow = (await admin.ListAsync("../ai-quality/models?feature=registry")).Single(entry => (string?)entry["status"] == "shadow");
        (await admin.PostAsync($"../ai-quality/models/{shadow["id"]}/promote", new { })).Succeeded();
        (await admin.PostAsync("../ai-quality/models/registry/rollback", new { })).Succeeded();
        _done.UnionWith(["POST /admin/ai-quality/models/{id}/promote", "POST /admin/ai-quality/models/{feature}/rollback"]);
        await PromoteByStepsAsync((string)shadow["id"]!);
        await SayQualityAsync();
        await SendAsync("DELETE route-groups/{id}", group.Id, null);
        await SendAsync("DELETE models/{id}", candidate.Id, null);
    }

    private async Task OrderByPolicyAsync()
    {
        var external = new { url = "https://policy.example/", allow_hosts = new[] { "policy.example" } };
        var policy = await PostAsync("policies", new { name = "order", kind = "external", credential = Secret("policy-first"), external });
        await SendAsync("PATCH policies/{id}", policy.Id, new { credential = Secret("policy-second") });
        await SendAsync("POST policies/{id}/activate", policy.Id, new { version = 1 });
        await SendAsync("POST policies/{id}/versions", policy.Id, new { external });
        await SendAsync("POST policies/{id}/activate", policy.Id, new { version = 2 });
        await SendAsync("POST policies/{id}/rollback", policy.Id, new { });
        await SendAsync("DELETE policies/{id}", policy.Id, null);
    }

    private async Task PromoteByStepsAsync(string entry)
    {
        (await admin.PostAsync($"../ai-quality/models/{entry}/canary", new { })).Succeeded();
        foreach (var action in new[] { "pause", "resume", "abort" })
        {
            (await admin.PostAsync($"../ai-quality/models/registry/canary/{action}", new { })).Succeeded();
            _done.Add($"POST /admin/ai-quality/models/{{feature}}/canary/{action}");
        }
        _done.Add("POST /admin/ai-quality/models/{id}/canary");
    }

    private async Task SayQualityAsync()
    {
        var contract = await PostAsync("quality-contracts", new { route_group = "registry" });
        await SendAsync("PATCH quality-contracts/{id}", contract.Id, new { users = new[] { "anyone" } });
        await SendAsync("DELETE quality-contracts/{id}", contract.Id, null);
        var evaluation = await PostAsync("evaluations", new { run_id = "r", suite = "s", model = "m", results = new[] { new { task = "t", passed = true } } });
        await SendAsync("DELETE evaluations/{id}", evaluation.Id, null);
    }

    private async Task AlertAsync()
    {
        var hook = await PostAsync("alert-destinations", new { name = "hook", kind = "webhook", url = "http://127.0.0.1:9/", allow_private = true, allow_http = true });
        Keep(hook);
        var key = $"whsec_{Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray())}";
        _secrets.Add(key);
        await SendAsync("PATCH alert-destinations/{id}", hook.Id, new { secret = key });
        (await admin.PostAsync($"alert-destinations/{hook.Id}/test")).Succeeded();
        await PostAsync("alert-destinations", new { name = "chat", kind = "slack", url = $"https://hooks.example.com/{Secret("slack")}" });
        await PostAsync("alert-destinations", new { name = "mail", kind = "email", email = new { host = "smtp.example.com", username = "u", password = Secret("smtp"), from = "a@example.com", to = new[] { "b@example.com" } } });
        await SendAsync("DELETE alert-destinations/{id}", hook.Id, null);
        var slo = await PostAsync("slos", new { name = "s" });
        await SendAsync("PATCH slos/{id}", slo.Id, new { target_percent = 99.5 });
        await SendAsync("DELETE slos/{id}", slo.Id, null);
        var rule = await PostAsync("alert-rules", new { name = "r", kind = "error_rate", min_calls = 1 });
        await SendAsync("PATCH alert-rules/{id}", rule.Id, new { description = "d" });
        var silence = await PostAsync("alert-silences", new { rule_id = rule.Id, reason = "maintenance", until = DateTimeOffset.UtcNow.AddHours(1) });
        (await admin.DeleteAsync($"alert-silences/{silence.Id}", "*")).Succeeded();
        (await admin.PostAsync("alerts/none/acknowledge", new { note = "n" })).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        _done.UnionWith(["DELETE alert-silences/{id}", "POST alerts/{id}/acknowledge"]);
        await SendAsync("DELETE alert-rules/{id}", rule.Id, null);
    }

    private async Task PriceAnewAsync()
    {
        (await admin.PostAsync("../reports/api/recalculation", new { from = "2026-01-01", dry_run = false })).Succeeded();
        _done.Add("POST /admin/reports/api/recalculation");
    }

    private async Task ApplyAsync()
    {
        var yaml =
            $$"""
            providers: [ { name: from-file, kind: openai, api_key: "{{Secret("sk-yaml")}}" } ]
            alert_destinations: [ { name: file-mail, kind: email, email: { host: smtp.example.com, username: u, password: "{{Secret("yaml-smtp")}}", from: a@example.com, to: [b@example.com] } } ]
            organizations:
              - { name: file, teams: [ { name: t, keys: [ { name: given, value: "{{Secret("yaml-key")}}" }, { name: issued } ] } ] }
            """;
        var applied = (await admin.SendAsync(HttpMethod.Post, "configuration/apply", new StringContent(yaml, Encoding.UTF8, "application/yaml"))).Succeeded();
        _secrets.Add((string)applied.Json["issued_keys"]![0]!["secret"]!);
        // Another value for the same key, and the credential given up.
        var second = yaml.Replace("yaml-key", Secret("yaml-other"), StringComparison.Ordinal).Replace(", api_key", ", enabled: true } ] #", StringComparison.Ordinal);
        (await admin.ApplyAsync(second)).Succeeded();
        _done.Add("POST configuration/apply");
    }

    private async Task<AdminReply> PostAsync(string path, object body, string? idempotencyKey = null)
    {
        _done.Add($"POST {path}");
        return (await admin.PostAsync(path, body, idempotencyKey)).Succeeded();
    }

    private async Task<AdminReply> SendAsync(string write, string id, object? body)
    {
        _done.Add(write);
        var (method, path) = (write.Split(' ')[0], write.Split(' ')[1].Replace("{id}", id, StringComparison.Ordinal));
        var etag = (await admin.GetAsync($"{path.Split('/')[0]}/{id}")).ETag;
        return (await admin.SendAsync(new HttpMethod(method), path, body, etag)).Succeeded();
    }

    private void Keep(AdminReply reply) => _secrets.Add(reply["secret"]);

    private string Secret(string kind)
    {
        var secret = $"{kind}-canary-{Guid.NewGuid():N}";
        _secrets.Add(secret);
        return secret;
    }
}
