using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;

namespace Gateway.Tests.Access;

public sealed class AccessPreviewTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private string Model => fixture.Scenario.Model;

    [Fact]
    public async Task A_preview_tells_who_gains_and_loses_and_changes_nothing()
    {
        var other = await fixture.ModelAtAsync(new { });
        var place = await PlaceAsync(Model);
        var before = await EffectiveAsync(place.Key);

        var preview = (await PreviewAsync(new { scope = $"organization:{place.Organization}", grants = new[] { other } })).Succeeded().Json;

        preview["items"]!.AsArray().Select(i => $"{(string?)i!["key_id"]} {(string?)i["effect"]} {(string?)i["asset"]}")
            .ShouldBe([$"{place.Key} gains {other}", $"{place.Key} loses {Model}"], ignoreOrder: true);
        ((int)preview["keys_reached"]!, (int)preview["keys_gaining"]!, (int)preview["keys_losing"]!, (long)preview["gained"]!, (long)preview["lost"]!).ShouldBe((1, 1, 1, 1, 1));
        var item = preview["items"]!.AsArray().Single(i => (string?)i!["effect"] == "loses")!;
        ((string?)item["organization"], (string?)item["team"], (string?)item["key"]).ShouldBe((place.Name, "web", "k"));
        ((string)item["rule"]!).ShouldContain("has no grant for");
        (await EffectiveAsync(place.Key)).ShouldBe(before);
    }

    [Fact]
    public async Task What_was_previewed_is_what_comes_of_the_change()
    {
        var (tag, names) = (fixture.Name("tag"), new List<string>());
        for (var i = 0; i < 3; i++)
        {
            names.Add(fixture.Name("tagged"));
            await fixture.MakeAsync("models", new { name = names[i], tags = i < 2 ? new[] { tag } : [], deployments = new[] { new { provider = "upstream", upstream_model = "x" } } });
        }
        var place = await PlaceAsync([.. names]);
        var change = new { mode = "restrict", grants = new[] { $"tag:{tag}" } };
        var before = await EffectiveAsync(place.Key);

        var preview = (await PreviewAsync(new { scope = $"team:{place.Team}", change.mode, change.grants })).Succeeded().Json;
        (await fixture.Admin.PatchAsync($"teams/{place.Team}", new { access = change })).Succeeded();

        preview["items"]!.AsArray().Select(i => (string?)i!["asset"]).ShouldBe(before.Except(await EffectiveAsync(place.Key)));
        ((long)preview["lost"]!, (long)preview["gained"]!).ShouldBe((1, 0));
    }

    [Fact]
    public async Task The_pairs_come_page_by_page_each_once_with_the_same_counts()
    {
        var others = new List<string> { await fixture.ModelAtAsync(new { }), await fixture.ModelAtAsync(new { }) };
        var place = await PlaceAsync(Model);
        await fixture.MakeAsync("keys", new { name = "second", team_id = place.Team });
        var body = new { changes = new[] { new { scope = $"organization:{place.Organization}", add = others } } };
        var (pairs, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await fixture.Admin.PostAsync($"access/preview?limit=1{(cursor is null ? "" : $"&cursor={cursor}")}", body)).Succeeded().Json;
            ((long)page["gained"]!).ShouldBe(4);
            pairs.AddRange(page["items"]!.AsArray().Select(i => $"{(string?)i!["key"]} {(string?)i["asset"]}"));
            cursor = (string?)page["next_cursor"];
        }
        while (cursor is not null);

        pairs.ShouldBe([$"k {others[0]}", $"k {others[1]}", $"second {others[0]}", $"second {others[1]}"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_change_that_a_level_above_already_decides_reaches_keys_and_alters_nothing()
    {
        var other = await fixture.ModelAtAsync(new { });
        var place = await PlaceAsync(Model);

        var preview = (await PreviewAsync(new { scope = $"team:{place.Team}", mode = "restrict", grants = new[] { Model, other } })).Succeeded().Json;

        ((int)preview["keys_reached"]!, (long)preview["gained"]!, (long)preview["lost"]!).ShouldBe((1, 0, 0));
    }

    [Theory]
    [InlineData("""{"changes":[]}""", "changes")]
    [InlineData("""{"changes":[{"scope":"robot:1","add":["small"]}]}""", "changes[0].scope")]
    [InlineData("""{"changes":[{"scope":"team:1"}]}""", "changes[0]")]
    [InlineData("""{"changes":[{"scope":"team:1","add":["smal"]}]}""", "changes[0].add[0]")]
    [InlineData("""{"changes":[{"scope":"team:1","add":[{"asset":"small","until":1}]}]}""", "changes[0].add[0].until")]
    [InlineData("""{"changes":[{"scope":"organization:1","mode":"restrict"}]}""", "changes[0].mode")]
    [InlineData("""{"changes":[{"scope":"team:1","mode":"open"},{"scope":"team:1","mode":"inherit"}]}""", "changes[1].scope")]
    public async Task A_faulty_change_is_named_by_its_place(string body, string field)
    {
        foreach (var path in new[] { "access/preview", "access/bulk" })
        {
            var reply = await fixture.Admin.SendAsync(HttpMethod.Post, path, JsonNode.Parse(body), "*");
            (reply.Status, reply.Code).ShouldBe((HttpStatusCode.BadRequest, "invalid-request"), path);
            reply.Json["errors"]![field].ShouldNotBeNull($"{path}: {reply.Json.ToJsonString()}");
        }
    }

    [Fact]
    public async Task A_scope_that_is_not_there_and_a_revoked_key_are_not_found()
    {
        var place = await PlaceAsync(Model);
        (await fixture.Admin.PostAsync($"keys/{place.Key}/revoke")).Succeeded();

        (await PreviewAsync(new { scope = $"key:{place.Key}", mode = "restrict" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PreviewAsync(new { scope = $"project:{place.Team}", mode = "restrict" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bulk_change_is_made_at_all_scopes_and_audited_at_each()
    {
        var other = await fixture.ModelAtAsync(new { });
        var (first, second) = (await PlaceAsync(Model), await PlaceAsync(Model));
        var changes = Changes([first, second], other);
        var etag = (string?)(await fixture.Admin.PostAsync("access/preview", changes)).Succeeded().Json["etag"];

        var done = (await fixture.Admin.SendAsync(HttpMethod.Post, "access/bulk", changes, etag)).Succeeded().Json;

        ((int)done["changed"]!, (int)done["unchanged"]!).ShouldBe((2, 0));
        foreach (var place in new[] { first, second })
        {
            (await EffectiveAsync(place.Key)).ShouldBe([other]);
            var audit = (await fixture.Admin.ListAsync($"audit-events?object_id={place.Organization}"))[0];
            ((string?)audit["action"], (string?)audit["after"]!["access"]!["grants"]![0]).ShouldBe(("update", other));
        }
        var again = (await fixture.Admin.SendAsync(HttpMethod.Post, "access/bulk", changes, "*")).Succeeded().Json;
        ((int)again["changed"]!, (int)again["unchanged"]!).ShouldBe((0, 2));
    }

    [Fact]
    public async Task A_bulk_change_is_refused_when_anything_changed_since_its_preview()
    {
        var other = await fixture.ModelAtAsync(new { });
        var place = await PlaceAsync(Model);
        var changes = Changes([place], other);
        var etag = (string?)(await fixture.Admin.PostAsync("access/preview", changes)).Succeeded().Json["etag"];
        (await fixture.Admin.PatchAsync($"teams/{place.Team}", new { description = "someone else was here" })).Succeeded();

        (await fixture.Admin.SendAsync(HttpMethod.Post, "access/bulk", changes, etag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await fixture.Admin.SendAsync(HttpMethod.Post, "access/bulk", changes)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await EffectiveAsync(place.Key)).ShouldBe([Model]);
    }

    [Fact]
    public async Task A_bulk_change_with_one_scope_that_is_not_there_changes_none()
    {
        var other = await fixture.ModelAtAsync(new { });
        var place = await PlaceAsync(Model);
        var changes = new { changes = new[] { Change($"organization:{place.Organization}", other), Change("team:01NOWHERE", other) } };

        (await fixture.Admin.SendAsync(HttpMethod.Post, "access/bulk", changes, "*")).Status.ShouldBe(HttpStatusCode.NotFound);

        (await EffectiveAsync(place.Key)).ShouldBe([Model]);
    }

    private Task<AdminReply> PreviewAsync(object change) => fixture.Admin.PostAsync("access/preview", new { changes = new[] { change } });

    private object Changes(IEnumerable<Place> places, string target) => new { changes = places.Select(place => Change($"organization:{place.Organization}", target)).ToArray() };

    private object Change(string scope, string target) => new { scope, add = new[] { target }, remove = new[] { Model } };

    private async Task<IReadOnlyList<string>> EffectiveAsync(string key) =>
        [.. (await fixture.Admin.ListAsync($"keys/{key}/effective-access?allowed=true")).Select(a => (string)a["asset"]!)];

    private async Task<Place> PlaceAsync(params string[] grants)
    {
        var organization = await fixture.MakeAsync("organizations", new { name = fixture.Name("org"), grants });
        var team = await fixture.MakeAsync("teams", new { organization_id = organization.Id, name = "web" });
        var key = await fixture.MakeAsync("keys", new { name = "k", team_id = team.Id });
        return new(organization.Id, organization["name"], team.Id, key.Id);
    }

    private sealed record Place(string Organization, string Name, string Team, string Key);
}
