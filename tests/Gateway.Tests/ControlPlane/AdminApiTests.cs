using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Testing.Gateway;

namespace Gateway.Tests.ControlPlane;

public sealed class AdminApiTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData("sb-wrong-0000000000000000000000000000000000")]
    [InlineData("\"'; DROP TABLE providers; --")]
    public async Task Without_the_admin_key_every_admin_path_is_a_401(string? key)
    {
        var stranger = new AdminClient(fixture.Gateway.Http, key);
        foreach (var path in new[] { "providers", "models", "route-groups", "organizations", "teams", "projects", "users", "keys", "requests", "overview", "status", "audit-events", "catalog", "session" })
        {
            var reply = await stranger.GetAsync(path);
            reply.Status.ShouldBe(HttpStatusCode.Unauthorized, path);
            reply.Code.ShouldBe("unauthorized");
        }
    }

    [Fact]
    public async Task A_virtual_key_is_no_admin_key() =>
        (await new AdminClient(fixture.Gateway.Http, fixture.Scenario.Key).GetAsync("providers")).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_credential_is_never_shown()
    {
        const string secret = "sk-canary-credential-1234567890";
        var provider = await fixture.MakeAsync("providers", new { name = fixture.Name("secret"), kind = "openai", api_key = secret });

        provider.Text.ShouldNotContain(secret);
        (await fixture.Admin.GetAsync($"providers/{provider.Id}")).Text.ShouldNotContain(secret);
        (await fixture.Admin.GetAsync("audit-events?limit=500")).Text.ShouldNotContain(secret);
        fixture.Gateway.Output.ShouldNotContain(secret);
        foreach (var file in Directory.EnumerateFiles(fixture.Gateway.DataDirectory, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            (await reader.ReadToEndAsync()).ShouldNotContain(secret, customMessage: Path.GetFileName(file));
        }
    }

    [Theory]
    [InlineData("teams?limit=abc", "limit", "whole number")]
    [InlineData("requests?limit=99999999999", "limit", "at most 2,147,483,647")]
    [InlineData("teams/any/effective-access?allowed=maybe", "allowed", "true or false")]
    [InlineData("teams?cursor=zzz", "cursor", "next_cursor")]
    [InlineData("keys?cursor=zzz", "cursor", "next_cursor")]
    public async Task A_parameter_that_cannot_be_read_is_named_with_what_it_must_be(string path, string field, string wanted)
    {
        var reply = await fixture.Admin.GetAsync(path);

        (reply.Status, reply.Code).ShouldBe((HttpStatusCode.BadRequest, "invalid-request"));
        reply.Json["errors"]![field]!.ToJsonString().ShouldContain(wanted);
        reply["request_id"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("models", """{"name":"m","deployments":[null]}""", "deployments[0]", "is null")]
    [InlineData("route-groups", """{"key":"g","members":[null]}""", "members[0]", "is null")]
    [InlineData("models", """{"name":"m","tags":[null]}""", "tags[0]", "is null")]
    [InlineData("access/preview", """{"changes":[null]}""", "changes[0]", "is null")]
    [InlineData("access/bulk", """{"changes":[null]}""", "changes[0]", "is null")]
    [InlineData("teams", """{"name":"z","name":"y"}""", "body", "twice")]
    public async Task What_the_reader_would_let_pass_is_refused_by_its_place(string path, string body, string field, string message)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var reply = await fixture.Admin.SendAsync(HttpMethod.Post, path, content);

        (reply.Status, reply.Code).ShouldBe((HttpStatusCode.BadRequest, "invalid-request"));
        reply.Json["errors"]![field]!.ToJsonString().ShouldContain(message);
    }

    [Fact]
    public async Task Revoked_keys_go_with_their_team_and_each_leaves_its_event()
    {
        var team = await fixture.MakeAsync("teams", new { organization_id = fixture.Scenario.OrganizationId, name = fixture.Name("team") });
        var key = await fixture.MakeAsync("keys", new { name = "k", team_id = team.Id });
        (await fixture.Admin.PostAsync($"keys/{key.Id}/revoke", new { })).Succeeded();

        (await fixture.Admin.DeleteAsync($"teams/{team.Id}")).Succeeded();

        (await fixture.Admin.GetAsync($"keys/{key.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Admin.ListAsync($"audit-events?object_id={key.Id}")).Select(e => (string?)e["action"]).ShouldBe(["delete", "revoke", "create"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("%2F")]
    [InlineData("%2f")]
    public async Task A_model_whose_name_has_a_slash_is_found_by_it(string slash)
    {
        var name = fixture.Name("org") + "/llama";
        var at = (await fixture.Admin.ListAsync("models")).First(m => (string?)m["name"] == fixture.Scenario.Model)["deployments"]![0]!;
        (await fixture.Admin.PostAsync("models", new { name, deployments = new[] { new { provider = (string)at["provider"]!, upstream_model = (string)at["upstream_model"]! } } })).Succeeded();
        var organization = await fixture.MakeAsync("organizations", new { name = fixture.Name("org"), grants = new[] { name } });
        var team = await fixture.MakeAsync("teams", new { organization_id = organization.Id, name = "t" });
        var key = await fixture.MakeAsync("keys", new { name = "k", team_id = team.Id });

        using var found = await fixture.Gateway.Caller(key["secret"]).GetAsync($"v1/models/{name.Replace("/", slash, StringComparison.Ordinal)}");

        found.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await found.Content.ReadAsStringAsync())!["id"]!.GetValue<string>().ShouldBe(name);
    }

    [Fact]
    public async Task A_check_from_outside_may_ask_for_the_status_alone()
    {
        foreach (var path in new[] { "healthz", "readyz" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var response = await fixture.Gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task A_stale_or_missing_etag_is_refused()
    {
        var provider = await fixture.MakeAsync("providers", new { name = fixture.Name("tagged"), kind = "openai" });
        (await fixture.Admin.PatchAsync($"providers/{provider.Id}", new { retries = 1 }, provider.ETag)).Succeeded();

        (await fixture.Admin.PatchAsync($"providers/{provider.Id}", new { retries = 3 }, provider.ETag)).Code.ShouldBe("precondition-failed");
        (await fixture.Admin.SendAsync(HttpMethod.Patch, $"providers/{provider.Id}", new { retries = 3 })).Code.ShouldBe("precondition-required");
        ((int)(await fixture.Admin.GetAsync($"providers/{provider.Id}")).Json["retries"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_patch_keeps_what_it_leaves_out()
    {
        var provider = await fixture.MakeAsync("providers", new { name = fixture.Name("patched"), kind = "openai", api_key = "sk-0123456789", timeouts = new { idle_ms = 5000 } });

        var patched = (await fixture.Admin.PatchAsync($"providers/{provider.Id}", new { retries = 4, timeouts = new { total_ms = 60000 } })).Succeeded().Json;

        ((int)patched["timeouts"]!["idle_ms"]!, (int)patched["timeouts"]!["total_ms"]!, (int)patched["timeouts"]!["connect_ms"]!).ShouldBe((5000, 60000, 10000));
        ((bool)patched["has_credential"]!).ShouldBeTrue();
        ((bool)patched["enabled"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_credential_does_not_follow_a_provider_to_another_host()
    {
        var provider = await fixture.MakeAsync("providers", new { name = fixture.Name("moving"), kind = "openai_compatible", base_url = "https://one.example/v1", api_key = "sk-0123456789" });

        var moved = await fixture.Admin.PatchAsync($"providers/{provider.Id}", new { base_url = "https://two.example/v1" });

        moved.Status.ShouldBe(HttpStatusCode.BadRequest);
        moved.Json["errors"]!["api_key"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("http://one.example/v1", "allow_http")]
    [InlineData("https://127.0.0.1/v1", "allow_private")]
    [InlineData("https://169.254.169.254/latest", "169.254")]
    [InlineData("ftp://one.example", "http")]
    [InlineData("https://one.example/v1?x=1", "query")]
    public async Task A_base_url_that_must_not_be_called_is_refused_with_the_remedy(string url, string remedy)
    {
        var reply = await fixture.Admin.PostAsync("providers", new { name = fixture.Name("bad"), kind = "openai_compatible", base_url = url });

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Json["errors"]!["base_url"]!.ToJsonString().ShouldContain(remedy);
    }

    [Theory]
    [InlineData("""{"name":"x","kind":"openai","retrys":1}""", "retrys", "retries")]
    [InlineData("""{"name":"","kind":"openai"}""", "name", "required")]
    [InlineData("""{"name":"x","kind":"geminy"}""", "kind", "Did you mean gemini?")]
    [InlineData("""{"name":"x","kind":"bedrock"}""", "region", "eu-central-1")]
    [InlineData("""{"name":"x","kind":"vertex","project":"my-project"}""", "location", "europe-west4")]
    [InlineData("""{"name":"x","kind":"openai","region":"eu-central-1"}""", "region", "belongs to providers of the kind bedrock")]
    [InlineData("""{"name":"x","kind":"azure_openai"}""", "base_url", "https://name.openai.azure.com")]
    [InlineData("""{"name":"x","kind":"azure_openai","base_url":"https://x.openai.azure.com","api_version":"2024","api_key":"k"}""", "api_version", "2025-04-01-preview")]
    [InlineData("""{"name":"x","kind":"azure_openai","base_url":"https://x.example.com"}""", "base_url", "give an api_key")]
    [InlineData("""{"name":"x","kind":"azure_openai","base_url":"https://x.openai.azure.com","client_id":"app","api_key":"k"}""", "tenant_id", "required beside a client_id")]
    [InlineData("""{"name":"x","kind":"vertex","project":"my-project","location":"global","api_key":"{}"}""", "api_key", "key file of a service account")]
    [InlineData("""{"name":"x","kind":"vertex","project":"my-project","location":"global","api_key":"{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":\"b\",\"token_uri\":\"http://169.254.169.254/x\"}"}""", "api_key", "token_uri")]
    [InlineData("""{"name":"x","kind":"bedrock","region":"eu-central-1","api_key":"AKIA:"}""", "api_key", "access-key-id:secret-access-key")]
    [InlineData("""{"name":"x","kind":"bedrock","region":"eu-central-1","role_arn":"admin"}""", "role_arn", "arn:aws:iam")]
    [InlineData("""{"name":"x","kind":"openai","retries":"two"}""", "retries", "wrong type")]
    [InlineData("""{"name":"x","kind":"openai","timeouts":{"idle":1}}""", "timeouts.idle", "idle_ms")]
    [InlineData("""{"name":"x","kind":"openai","headers":{"Authorization":"y"}}""", "headers.Authorization", "api_key")]
    public async Task Bad_input_names_the_field_and_the_remedy(string body, string field, string remedy)
    {
        var reply = await fixture.Admin.PostAsync("providers", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Code.ShouldBe("invalid-request");
        reply.Json["errors"]![field].ShouldNotBeNull(reply.Text).ToJsonString().ShouldContain(remedy);
        reply["request_id"].Length.ShouldBe(26);
    }

    [Fact]
    public async Task What_is_in_use_is_not_deleted()
    {
        var provider = await fixture.Admin.DeleteAsync($"providers/{fixture.Scenario.ProviderId}");
        var model = await fixture.Admin.DeleteAsync($"models/{fixture.Scenario.ModelId}");
        var organization = await fixture.Admin.DeleteAsync($"organizations/{fixture.Scenario.OrganizationId}");

        (provider.Code, model.Code, organization.Code).ShouldBe(("in-use", "in-use", "in-use"));
        model["detail"].ShouldContain("organization 'acme'");
        (await fixture.Admin.GetAsync($"models/{fixture.Scenario.ModelId}/references")).Json["grants"]![0]!["scope_name"]!.ToString().ShouldBe("acme");
    }

    [Fact]
    public async Task An_idempotency_key_creates_once_and_answers_the_same_secret()
    {
        var name = fixture.Name("once");
        var first = (await fixture.Admin.PostAsync("keys", new { name, team_id = fixture.Scenario.TeamId }, "creation-1")).Succeeded();
        var second = (await fixture.Admin.PostAsync("keys", new { name, team_id = fixture.Scenario.TeamId }, "creation-1")).Succeeded();

        second.Text.ShouldBe(first.Text);
        (await fixture.Admin.PostAsync("keys", new { name = name + "x", team_id = fixture.Scenario.TeamId }, "creation-1")).Code.ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task A_model_and_a_route_group_cannot_share_a_name()
    {
        var reply = await fixture.Admin.PostAsync("route-groups", new { key = fixture.Scenario.Model, members = new[] { new { model = fixture.Scenario.Model } } });

        reply.Code.ShouldBe("already-exists");
    }

    [Fact]
    public async Task Every_write_leaves_an_audit_event_with_who_and_what()
    {
        var provider = await fixture.MakeAsync("providers", new { name = fixture.Name("audited"), kind = "openai" });
        (await fixture.Admin.PatchAsync($"providers/{provider.Id}", new { retries = 5 })).Succeeded();
        (await fixture.Admin.DeleteAsync($"providers/{provider.Id}")).Succeeded();

        var events = await fixture.Admin.ListAsync($"audit-events?object_kind=provider&object_id={provider.Id}");

        events.Select(e => (string?)e["action"]).ShouldBe(["delete", "update", "create"]);
        events.ShouldAllBe(e => (string?)e["actor"] == "admin" && e["request_id"] != null);
        ((int)events[1]["before"]!["retries"]!, (int)events[1]["after"]!["retries"]!).ShouldBe((2, 5));
    }

    [Fact]
    public async Task Every_list_and_view_answers_on_an_empty_gateway()
    {
        await using var gateway = await GatewayProcess.StartAsync();

        foreach (var path in new[] { "providers", "models", "route-groups", "organizations", "teams", "projects", "users", "keys", "requests", "overview", "overview?window=30d", "status", "audit-events", "catalog", "session" })
            (await gateway.Admin.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK, path);
        var model = (await gateway.Admin.ListAsync("models"))[0];
        (await gateway.Admin.GetAsync($"models/{(string?)model["id"]}/references")).Status.ShouldBe(HttpStatusCode.OK);
        (await gateway.Admin.GetAsync("overview?window=1y")).Json["errors"]!["window"].ShouldNotBeNull();
        (await gateway.Admin.GetAsync("requests?stauts=x")).Json["errors"]!["stauts"]!.ToJsonString().ShouldContain("status");
    }

    [Fact]
    public async Task Unused_models_and_providers_can_be_deleted()
    {
        var name = fixture.Name("short-lived");
        var provider = await fixture.MakeAsync("providers", new { name, kind = "openai" });
        var model = await fixture.MakeAsync("models", new { name, deployments = new[] { new { provider = name, upstream_model = "gpt-4o" } } });

        (await fixture.Admin.DeleteAsync($"models/{model.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await fixture.Admin.DeleteAsync($"providers/{provider.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await fixture.Admin.GetAsync($"models/{model.Id}")).Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        for (var i = 0; i < 5; i++) await fixture.MakeAsync("organizations", new { name = fixture.Name("paged") });

        var paged = await fixture.Admin.ListAsync("organizations?limit=2");
        var whole = await fixture.Admin.ListAsync("organizations");

        paged.Select(o => (string?)o["id"]).ShouldBe(whole.Select(o => (string?)o["id"]));
        (await fixture.Admin.GetAsync("organizations?limit=0")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_test_of_a_provider_says_what_failed()
    {
        var good = (await fixture.Admin.PostAsync($"providers/{fixture.Scenario.ProviderId}/test", new { model = "gpt-4o-mini" })).Succeeded();
        ((bool)good.Json["ok"]!).ShouldBeTrue(good.Text);

        var missing = (await fixture.Admin.PostAsync($"providers/{fixture.Scenario.ProviderId}/test", new { model = "no-such" })).Succeeded();
        var steps = missing.Json["steps"]!.AsArray();
        ((bool)missing.Json["ok"]!).ShouldBeFalse();
        ((string?)steps.First(s => s!["ok"] is JsonValue v && !v.GetValue<bool>())!["name"]).ShouldBe("model");
    }

    [Fact]
    public async Task A_console_session_works_by_cookie_and_only_from_the_same_origin()
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = fixture.Gateway.Url };

        (await http.PostAsJsonAsync("admin/api/session", new { key = "wrong" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var signedIn = await http.PostAsJsonAsync("admin/api/session", new { key = fixture.Gateway.AdminKey });
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        (await http.GetAsync("admin/api/providers")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var foreign = new HttpRequestMessage(HttpMethod.Post, "admin/api/organizations") { Content = JsonContent.Create(new { name = fixture.Name("csrf") }) };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await http.SendAsync(foreign)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var own = new HttpRequestMessage(HttpMethod.Post, "admin/api/organizations") { Content = JsonContent.Create(new { name = fixture.Name("csrf") }) };
        own.Headers.Add("Sec-Fetch-Site", "same-origin");
        (await http.SendAsync(own)).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await http.DeleteAsync("admin/api/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await http.GetAsync("admin/api/providers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
