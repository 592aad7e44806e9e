using System.Net;
using Testing.Time;

namespace Gateway.Tests.ControlPlane;

public sealed class KeyTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_new_key_works_at_once_and_its_secret_is_shown_once()
    {
        var key = await IssueAsync(new { });

        key["secret"].ShouldStartWith("sb-");
        key["secret"].Length.ShouldBe(43);
        key["prefix"].ShouldBe(key["secret"][..8]);
        (await StatusAsync(key["secret"])).ShouldBe(HttpStatusCode.OK);
        (await fixture.Admin.GetAsync($"keys/{key.Id}")).Text.ShouldNotContain(key["secret"]);
    }

    [Fact]
    public async Task A_key_says_when_it_was_last_used()
    {
        var key = await IssueAsync(new { });
        (await fixture.Admin.GetAsync($"keys/{key.Id}")).Json["last_used_at"].ShouldBeNull();
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        (await fixture.Gateway.Caller(key["secret"]).ChatAsync(fixture.Scenario.Model)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var used = await Eventually.ValueAsync(async () => (string?)(await fixture.Admin.GetAsync($"keys/{key.Id}")).Json["last_used_at"], at => at is not null);
        var listed = (await fixture.Admin.ListAsync("keys")).Single(k => (string?)k["id"] == key.Id);

        DateTimeOffset.Parse(used!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(before, DateTimeOffset.UtcNow);
        ((string?)listed["last_used_at"]).ShouldBe(used);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_from_the_next_call_on()
    {
        var key = await IssueAsync(new { });
        (await StatusAsync(key["secret"])).ShouldBe(HttpStatusCode.OK);

        (await fixture.Admin.PostAsync($"keys/{key.Id}/revoke")).Succeeded()["status"].ShouldBe("revoked");

        (await StatusAsync(key["secret"])).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task After_a_rotation_the_old_secret_works_for_the_grace_period_only()
    {
        var key = await IssueAsync(new { });
        var current = await fixture.Admin.GetAsync($"keys/{key.Id}");

        var rotated = (await fixture.Admin.SendAsync(HttpMethod.Post, $"keys/{key.Id}/rotate", new { grace_seconds = 2 }, current.ETag)).Succeeded();

        (await StatusAsync(rotated["secret"])).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(key["secret"])).ShouldBe(HttpStatusCode.OK);
        await Testing.Time.Eventually.TrueAsync(async () => await StatusAsync(key["secret"]) == HttpStatusCode.Unauthorized);
        (await StatusAsync(rotated["secret"])).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_expires()
    {
        var key = await IssueAsync(new { expires_at = DateTimeOffset.UtcNow.AddSeconds(1.5) });

        (await StatusAsync(key["secret"])).ShouldBe(HttpStatusCode.OK);
        await Testing.Time.Eventually.TrueAsync(async () => await StatusAsync(key["secret"]) == HttpStatusCode.Unauthorized);
        (await fixture.Admin.GetAsync($"keys/{key.Id}"))["status"].ShouldBe("expired");
    }

    [Fact]
    public async Task A_restricting_key_narrows_and_the_preview_says_what_runtime_does()
    {
        var other = await fixture.ModelAtAsync(new { });
        var key = await IssueAsync(new { access = new { mode = "restrict", grants = new[] { other } } });

        var targets = (await fixture.Admin.GetAsync($"keys/{key.Id}/targets")).Succeeded().Json["targets"]!.AsArray();
        var listed = await (await fixture.Gateway.Caller(key["secret"]).GetAsync("v1/models")).Content.ReadAsStringAsync();

        foreach (var target in targets)
        {
            var name = (string)target!["name"]!;
            using var call = await fixture.Gateway.Caller(key["secret"]).ChatAsync(name);
            (call.StatusCode == HttpStatusCode.OK).ShouldBe((bool)target["allowed"]!, name);
            listed.Contains($"\"{name}\"", StringComparison.Ordinal).ShouldBe((bool)target["allowed"]!, name);
        }
        targets.Count(t => (bool)t!["allowed"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_belongs_to_a_team_or_a_project_and_its_user_to_the_same_organization()
    {
        var elsewhere = await fixture.MakeAsync("organizations", new { name = fixture.Name("elsewhere") });
        var stranger = await fixture.MakeAsync("users", new { organization_id = elsewhere.Id, name = "eve" });

        (await fixture.Admin.PostAsync("keys", new { name = "k" })).Json["errors"]!["team_id"].ShouldNotBeNull();
        (await fixture.Admin.PostAsync("keys", new { name = "k", team_id = fixture.Scenario.TeamId, user_id = stranger.Id })).Json["errors"]!["user_id"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_secret_of_one_s_own_must_be_new_and_long()
    {
        var key = await IssueAsync(new { value = "my-own-secret-of-twenty-and-more" });
        (await StatusAsync("my-own-secret-of-twenty-and-more")).ShouldBe(HttpStatusCode.OK);

        (await fixture.Admin.PostAsync("keys", new { name = fixture.Name("k"), team_id = fixture.Scenario.TeamId, value = "my-own-secret-of-twenty-and-more" })).Json["errors"]!["value"].ShouldNotBeNull();
        (await fixture.Admin.PostAsync("keys", new { name = fixture.Name("k"), team_id = fixture.Scenario.TeamId, value = "short" })).Json["errors"]!["value"].ShouldNotBeNull();
        key["prefix"].ShouldBe("my-own-s");
    }

    [Fact]
    public async Task What_an_operator_notes_on_a_key_comes_back_as_it_was_noted()
    {
        var noted = new Dictionary<string, string> { ["cost_center"] = "4711", ["owner"] = "Zoë <zoe@acme.example>", ["empty"] = "" };
        var key = await IssueAsync(new { metadata = noted });

        var read = await fixture.Admin.GetAsync($"keys/{key.Id}");
        read.Json["metadata"]!.AsObject().ToDictionary(m => m.Key, m => (string)m.Value!).ShouldBe(noted, ignoreOrder: true);
        ((string?)(await fixture.Admin.ListAsync("keys")).Single(k => (string?)k["id"] == key.Id)["metadata"]!["cost_center"]).ShouldBe("4711");

        var changed = (await fixture.Admin.PatchAsync($"keys/{key.Id}", new { metadata = new { cost_center = "4712" } }, read.ETag)).Succeeded();
        ((string?)changed.Json["metadata"]!["cost_center"]).ShouldBe("4712");
        (await StatusAsync(key["secret"])).ShouldBe(HttpStatusCode.OK);
    }

    private Task<Testing.Gateway.AdminReply> IssueAsync(object more)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        body["name"] = fixture.Name("key");
        body["team_id"] = fixture.Scenario.TeamId;
        return fixture.MakeAsync("keys", body);
    }

    private async Task<HttpStatusCode> StatusAsync(string secret)
    {
        using var response = await fixture.Gateway.Caller(secret).GetAsync("v1/models");
        return response.StatusCode;
    }
}
