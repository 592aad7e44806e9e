using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Migration;

namespace Gateway.Tests.Access.Migration;

public sealed class MigrationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task The_recommended_sequence_takes_an_organization_to_enforcement_and_back_without_changing_an_answer()
    {
        var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);
        var answers = await tree.AnswersAsync(fixture.Gateway, fixture.Scenario.Model);
        answers.Count(answer => answer == HttpStatusCode.OK).ShouldBe(3);

        var before = tree.In(await fixture.Gateway.ReportAsync());
        Text(before["rollout_state"]).ShouldBe("needs_org_bootstrap");
        Names(before["bootstrap_callable_keys"]).ShouldBe([tree.Model, tree.Other], ignoreOrder: true, "what the teams may use, and not the whole catalog");
        Text(before["teams"]!.AsArray().Single(team => Text(team!["team_alias"]) == "narrow")!["rollout_state"]).ShouldBe("needs_scope_backfill");
        var refused = await fixture.Admin.EnforceAsync(tree.OrganizationId);
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "not-ready-for-enforce"));
        refused.Json["errors"]!.AsObject().Select(error => error.Key).ShouldContain($"team:{tree.TeamId}");

        var answered = JsonNode.Parse(await fixture.Gateway.RunGuideAsync())!;
        ((int)answered["applied"]!["organization_bindings_upserted"]!).ShouldBeGreaterThanOrEqualTo(2);
        var after = tree.In(await fixture.Gateway.ReportAsync($"?organization_id={tree.OrganizationId}&rollout_state=ready_for_shadow"));
        Text(after["rollout_state"]).ShouldBe("ready_for_enforce");
        (await tree.AnswersAsync(fixture.Gateway, fixture.Scenario.Model)).ShouldBe(answers);
        JsonNode.Parse(await fixture.Gateway.RunGuideAsync(MigrationClient.Servers))!["failures"]!.AsArray().ShouldBeEmpty();

        var team = (await fixture.Admin.GetAsync($"teams/{tree.TeamId}")).Json;
        (Text(team["access"]!["mode"]), Names(team["access"]!["grants"]).Single(), team["legacy_models"]).ShouldBe(("restrict", tree.Model, null));
        (Text((await fixture.Admin.GetAsync($"users/{tree.UserId}")).Json["access"]!["mode"])).ShouldBe("restrict");

        var enforced = (await fixture.Admin.EnforceAsync(tree.OrganizationId)).Succeeded();
        (enforced["enforcement"], (int)enforced.Json["changes_total"]!, enforced.ETag).ShouldBe(("enforced", 0, enforced["etag"]));
        (await tree.AnswersAsync(fixture.Gateway, fixture.Scenario.Model)).ShouldBe(answers);
        Text(tree.In(await fixture.Gateway.ReportAsync("?rollout_state=enforced&rollout_state=ready_for_enforce"))["rollout_state"]).ShouldBe("enforced");

        (await fixture.Admin.EnforceAsync(tree.OrganizationId, "unenforce")).Succeeded()["enforcement"].ShouldBe("legacy");
        (await tree.AnswersAsync(fixture.Gateway, fixture.Scenario.Model)).ShouldBe(answers);
        var actions = (await fixture.Admin.ListAsync($"audit-events?object_id={tree.OrganizationId}")).Select(one => Text(one["action"]));
        actions.ShouldBe(["unenforce", "enforce", "legacy_org_bootstrap_backfill", "create"]);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_written_writes_nothing_and_a_second_run_finds_nothing()
    {
        var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);
        var version = Version(await fixture.Gateway.ReportAsync());

        var dry = await fixture.Gateway.BackfillAsync(new { organization_id = tree.OrganizationId, dry_run = true });
        var would = tree.In(dry)["would_write"]!;
        Names(would["organization_grants"]).ShouldBe([tree.Model, tree.Other], ignoreOrder: true);
        would["children"]!.AsArray().Select(child => $"{Text(child!["level"])} {Text(child["name"])} {Text(child["source"])}").ShouldBe(
        [
            "team narrow legacy_models_backfill", "team wide legacy_models_backfill", "user ana legacy_user_models_backfill", "key own legacy_models_backfill",
        ], ignoreOrder: true);
        ((long)tree.In(dry)["changes_total"]!).ShouldBe(0);
        ((long)tree.In(dry)["enforce_changes_total"]!).ShouldBe(3, "each key would lose what it may use, were the organization enforced as it stands");
        Version(await fixture.Gateway.ReportAsync()).ShouldBe(version);

        var run = await fixture.Gateway.BackfillAsync(new { organization_id = tree.OrganizationId, if_version = version });
        run.Succeeded().Json["applied"]!.ToJsonString().ShouldBe(dry.Json["applied"]!.ToJsonString());
        run.Json["applied"]!.AsObject().ToDictionary(count => count.Key, count => (int)count.Value!).ShouldBe(new Dictionary<string, int>
        {
            ["organization_bindings_upserted"] = 2, ["team_bindings_upserted"] = 3, ["api_key_bindings_upserted"] = 1, ["user_bindings_upserted"] = 1,
            ["team_policies_upserted"] = 2, ["api_key_policies_upserted"] = 1, ["user_policies_upserted"] = 1,
            ["team_legacy_models_cleared"] = 2, ["api_key_legacy_models_cleared"] = 1, ["user_legacy_models_cleared"] = 1, ["route_group_bindings_mirrored"] = 0,
        }, ignoreOrder: true);
        Text(tree.In(run)["rollout_state"]).ShouldBe("ready_for_enforce");

        var written = Version(await fixture.Gateway.ReportAsync());
        var again = await fixture.Gateway.BackfillAsync(new { organization_id = tree.OrganizationId });
        again.Succeeded().Json["applied"]!.AsObject().ShouldAllBe(count => (int)count.Value! == 0);
        Version(await fixture.Gateway.ReportAsync()).ShouldBe(written);
    }

    [Fact]
    public async Task A_list_that_names_a_retired_target_keeps_the_organization_back_until_someone_decides()
    {
        var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);
        var retired = await LegacyTree.ModelAsync(fixture.Admin, fixture.Name);
        var key = tree.Keys[2].Id;
        (await fixture.Admin.PatchAsync($"keys/{key}", new { legacy_models = new[] { tree.Model, retired } })).Succeeded();
        var id = (await fixture.Admin.ListAsync("models")).Single(model => Text(model["name"]) == retired)["id"]!;
        (await fixture.Admin.DeleteAsync($"models/{id}")).Succeeded();
        var answers = await tree.AnswersAsync(fixture.Gateway, fixture.Scenario.Model);

        var run = await fixture.Gateway.BackfillAsync(new { organization_id = tree.OrganizationId, rollout_states = new[] { "missing_catalog_keys" } });

        var found = tree.In(run);
        Text(found["rollout_state"]).ShouldBe("missing_catalog_keys");
        var child = found["api_keys"]!.AsArray().Single(one => Text(one!["token"]) == key)!;
        (Names(child["missing_callable_keys"]).Single(), Names(child["valid_callable_keys"]).Single(), Text(child["scope_policy_mode"]), (int)child["legacy_model_count"]!)
            .ShouldBe((retired, tree.Model, "restrict", 2));
        (await tree.AnswersAsync(fixture.Gateway, fixture.Scenario.Model)).ShouldBe(answers);
        (await fixture.Admin.EnforceAsync(tree.OrganizationId)).Json["errors"]![$"key:{key}"]!.ToJsonString().ShouldContain(retired);

        (await fixture.Admin.PatchAsync($"keys/{key}", new { legacy_models = (string[]?)null })).Succeeded();
        (await fixture.Admin.EnforceAsync(tree.OrganizationId)).Succeeded();
        (await tree.AnswersAsync(fixture.Gateway, fixture.Scenario.Model)).ShouldBe(answers);
    }

    [Fact]
    public async Task A_report_can_count_the_levels_only_or_list_those_of_one_organization_page_by_page()
    {
        var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);
        var query = $"?organization_id={tree.OrganizationId}";
        var whole = tree.In(await fixture.Gateway.ReportAsync(query));

        var counted = tree.In(await fixture.Gateway.ReportAsync($"{query}&detail=false"));
        foreach (var list in new[] { "teams", "projects", "users", "api_keys" }) counted[list]!.AsArray().ShouldBeEmpty();
        counted["would_write"]!["children"]!.AsArray().ShouldBeEmpty();
        counted["counts"]!.ToJsonString().ShouldBe(whole["counts"]!.ToJsonString());
        ((int)counted["counts"]!["teams"]!, (int)counted["counts"]!["api_keys"]!, (int)counted["counts"]!["api_keys_with_legacy_models"]!, (int)counted["counts"]!["teams_needing_scope_backfill"]!)
            .ShouldBe((2, 3, 1, 2));
        counted["bootstrap_callable_keys"]!.ToJsonString().ShouldBe(whole["bootstrap_callable_keys"]!.ToJsonString());

        var (ids, cursor) = (new List<string>(), "");
        for (var page = 0; page < 10; page++)
        {
            var one = tree.In(await fixture.Gateway.ReportAsync($"{query}&limit=2&cursor={cursor}"));
            ids.AddRange(Ids(one));
            if ((cursor = Text(one["next_cursor"])) is null) break;
        }
        ids.ShouldBe(Ids(whole), ignoreOrder: true);
        ids.Count.ShouldBe(6);

        (await fixture.Gateway.ReportAsync("?limit=2")).Json["errors"]!["limit"].ShouldNotBeNull();
        (await fixture.Gateway.ReportAsync($"{query}&limit=2&detail=false")).Json["errors"]!["detail"].ShouldNotBeNull();
        var brief = await fixture.Gateway.BackfillAsync(new { organization_id = tree.OrganizationId, detail = false });
        (tree.In(brief)["teams"]!.AsArray().Count, Text(tree.In(brief)["rollout_state"]), (int)brief.Json["applied"]!["team_policies_upserted"]!).ShouldBe((0, "ready_for_enforce", 2));

        static IEnumerable<string> Ids(JsonNode organization) =>
            organization["teams"]!.AsArray().Select(one => (string)one!["team_id"]!)
                .Concat(organization["users"]!.AsArray().Select(one => (string)one!["user_id"]!))
                .Concat(organization["api_keys"]!.AsArray().Select(one => (string)one!["token"]!));
    }

    [Fact]
    public async Task Every_level_that_a_backfill_wrote_has_its_event_with_what_was_before_and_after()
    {
        var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);
        (await fixture.Gateway.BackfillAsync(new { organization_id = tree.OrganizationId })).Succeeded();

        var team = await EventAsync(tree.TeamId, "legacy_models_backfill");
        (Text(team["before"]!["access"]!["mode"]), Text(team["after"]!["access"]!["mode"])).ShouldBe(("inherit", "restrict"));
        (Names(team["before"]!["legacy_models"]).Single(), team["after"]!["legacy_models"], Names(team["after"]!["access"]!["grants"]).Single()).ShouldBe((tree.Model, null, tree.Model));
        var user = await EventAsync(tree.UserId, "legacy_user_models_backfill");
        Names(user["after"]!["access"]!["grants"]).ShouldBe([tree.Other]);
        var key = await EventAsync(tree.Keys[2].Id, "legacy_models_backfill");
        (Text(key["object_kind"]), Names(key["after"]!["access"]!["grants"]).Single()).ShouldBe(("key", tree.Model));
        (await fixture.Admin.ListAsync($"audit-events?object_id={tree.Keys[0].Id}")).Select(one => Text(one["action"])).ShouldBe(["create"], "nothing was written there");
        new[] { team, user, key }.Select(one => (long)one["version"]!).Distinct().ShouldHaveSingleItem("one organization is one transaction");
    }

    [Fact]
    public async Task An_organization_that_is_not_ready_cannot_be_enforced_by_a_change_or_a_file_either()
    {
        var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);
        var path = $"organizations/{tree.OrganizationId}";

        var refused = await fixture.Admin.PatchAsync(path, new { enforcement = "enforced" });
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "not-ready-for-enforce"));
        refused.Json["errors"]!.AsObject().Select(error => error.Key).ShouldContain($"team:{tree.TeamId}");
        (await fixture.Admin.PatchAsync(path, new { enforcement = "enforced", grants = new[] { tree.Model, tree.Other } })).Json["errors"]!.AsObject().Select(error => error.Key)
            .ShouldNotContain($"organization:{tree.OrganizationId}", "that much the change itself repairs");
        (await fixture.Admin.GetAsync(path))["enforcement"].ShouldBe("legacy");

        (await fixture.Gateway.BackfillAsync(new { organization_id = tree.OrganizationId })).Succeeded();
        (await fixture.Admin.PatchAsync(path, new { enforcement = "enforced" })).Succeeded()["enforcement"].ShouldBe("enforced");

        var (name, model) = (fixture.Name("filed"), fixture.Scenario.Model);
        string File(string enforcement, string team) => $"organizations: [ {{ name: {name}, enforcement: {enforcement}, grants: [{model}], teams: [ {{ name: t, {team} }} ] }} ]";
        (await fixture.Admin.ApplyAsync(File("legacy", $"legacy_models: [{model}]"))).Succeeded();
        foreach (var dryRun in new[] { true, false })
        {
            var early = await fixture.Admin.ApplyAsync(File("enforced", $"legacy_models: [{model}]"), dryRun);
            (early.Status, early.Code).ShouldBe((HttpStatusCode.BadRequest, "invalid-configuration"));
            early["detail"].ShouldContain("team 't'");
        }
        (await fixture.Admin.ApplyAsync(File("enforced", $"access: {{ mode: restrict, grants: [{model}] }}"))).Succeeded();
        (await fixture.Admin.ApplyAsync("organizations: []")).Succeeded();
    }

    [Fact]
    public async Task An_edit_during_a_backfill_is_part_of_its_plan_or_is_told_that_it_came_too_late()
    {
        var trees = new List<(LegacyTree Tree, string ETag)>();
        for (var i = 0; i < 6; i++)
        {
            var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);
            trees.Add((tree, (await fixture.Admin.GetAsync($"teams/{tree.TeamId}")).ETag!));
        }

        var backfill = fixture.Gateway.BackfillAsync(new { rollout_states = new[] { "needs_org_bootstrap", "needs_scope_backfill" } });
        var edits = await Task.WhenAll(Enumerable.Reverse(trees).Select(one => fixture.Admin.PatchAsync($"teams/{one.Tree.TeamId}", new { legacy_models = new[] { one.Tree.Other } }, one.ETag)));
        (await backfill).Succeeded().Json["failures"]!.AsArray().Select(failure => Text(failure!["organization_id"])).Intersect(trees.Select(one => one.Tree.OrganizationId)).ShouldBeEmpty();

        foreach (var ((tree, _), edit) in Enumerable.Reverse(trees).Zip(edits))
        {
            edit.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.PreconditionFailed);
            var team = (await fixture.Admin.GetAsync($"teams/{tree.TeamId}")).Json;
            Names(team["access"]!["grants"]).ShouldBe([edit.Status == HttpStatusCode.OK ? tree.Other : tree.Model]);
            team["legacy_models"].ShouldBeNull();
        }
    }

    [Fact]
    public async Task An_organization_that_cannot_be_written_leaves_the_others_done_and_is_named_with_the_reason()
    {
        var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);
        (await fixture.Admin.ApplyAsync($"organizations: [ {{ name: from-file, enforcement: legacy, teams: [ {{ name: t, legacy_models: [{fixture.Scenario.Model}] }} ] }} ]")).Succeeded();

        var dry = await fixture.Gateway.BackfillAsync(new { dry_run = true, rollout_states = new[] { "needs_org_bootstrap" } });
        var run = await fixture.Gateway.BackfillAsync(new { rollout_states = new[] { "needs_org_bootstrap" } });

        foreach (var reply in new[] { dry, run })
        {
            var failure = reply.Succeeded().Json["failures"]!.AsArray().ShouldHaveSingleItem()!;
            (Text(failure["organization_name"]), Text(failure["code"])).ShouldBe(("from-file", "owned-by-configuration"));
        }
        Text(tree.In(run)["rollout_state"]).ShouldBe("ready_for_enforce");
        (await fixture.Admin.ApplyAsync("organizations: []")).Succeeded();
    }

    [Theory]
    [InlineData("?rollout_state=needs_bootstrap", null, "rollout_state[0]", "needs_org_bootstrap, needs_scope_backfill, ready_for_enforce")]
    [InlineData(null, """{"rollout_states":["ready_for_enforce","soon"]}""", "rollout_states[1]", "needs_org_bootstrap, needs_scope_backfill, ready_for_enforce")]
    [InlineData(null, """{"rollout_states":[null]}""", "rollout_states[0]", "is null")]
    [InlineData(null, """{"rollout_state":["ready_for_enforce"]}""", "rollout_state", "rollout_states")]
    [InlineData(null, """{"dry_run":"yes"}""", "dry_run", "wrong type")]
    [InlineData(null, """{"rollout_states":[}""", "body", "not valid JSON")]
    public async Task What_cannot_be_asked_is_refused_with_the_words_that_can(string? query, string? body, string field, string message)
    {
        var reply = query is not null ? await fixture.Gateway.ReportAsync(query) : await fixture.Gateway.BackfillAsync(body);

        (reply.Status, reply.Code).ShouldBe((HttpStatusCode.BadRequest, "invalid-request"));
        reply.Json["errors"]![field]!.ToJsonString().ShouldContain(message);
    }

    [Fact]
    public async Task What_is_not_there_or_has_moved_on_is_refused_and_empty_filters_are_none()
    {
        (await fixture.Gateway.ReportAsync("?organization_id=01NOWHERE")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Gateway.BackfillAsync(new { organization_id = "01NOWHERE" })).Status.ShouldBe(HttpStatusCode.NotFound);
        var version = Version(await fixture.Gateway.ReportAsync());
        (await fixture.Gateway.BackfillAsync(new { if_version = version - 1 })).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await fixture.Gateway.ReportAsync("?organization_id=&rollout_state=")).Succeeded().Json["filters"]!["rollout_states"]!.AsArray().ShouldBeEmpty();
        ((bool)(await fixture.Gateway.BackfillAsync(what: MigrationClient.Servers)).Succeeded().Json["dry_run"]!).ShouldBeFalse("a body is optional");

        var organization = await fixture.Admin.GetAsync($"organizations/{fixture.Scenario.OrganizationId}");
        var path = $"organizations/{organization.Id}/enforce";
        (await fixture.Admin.SendAsync(HttpMethod.Post, path)).Status.ShouldBe((HttpStatusCode)428);
        (await fixture.Admin.SendAsync(HttpMethod.Post, path, etag: "\"999\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await fixture.Admin.SendAsync(HttpMethod.Post, "organizations/01NOWHERE/enforce", etag: "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Admin.SendAsync(HttpMethod.Post, path, etag: organization.ETag)).ETag.ShouldBe(organization.ETag, "it is enforced already");

        using var anonymous = await fixture.Gateway.Http.GetAsync(new Uri("ui/api/callable-target-migration/report", UriKind.Relative));
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_same_pair_stands_over_MCP_assets_of_which_there_are_none_yet()
    {
        var tree = await LegacyTree.MakeAsync(fixture.Admin, fixture.Name);

        var report = await fixture.Gateway.ReportAsync($"?organization_id={tree.OrganizationId}", MigrationClient.Servers);
        var run = await fixture.Gateway.BackfillAsync(new { organization_id = tree.OrganizationId }, MigrationClient.Servers);

        ((int)report.Succeeded().Json["callable_catalog"]!["total"]!).ShouldBe(0);
        (Text(tree.In(report)["rollout_state"]), tree.In(report)["teams"]!.AsArray().Sum(team => (int)team!["legacy_model_count"]!)).ShouldBe(("ready_for_enforce", 0));
        Text(tree.In(report)["organization_ceiling"]).ShouldBe("grants", "only models were ever open without grants");
        run.Succeeded().Json["applied"]!.AsObject().ShouldAllBe(count => (int)count.Value! == 0);
        var models = tree.In(await fixture.Gateway.ReportAsync());
        (Text(models["rollout_state"]), Text(models["organization_ceiling"])).ShouldBe(("needs_org_bootstrap", "open"), "callable targets are another kind");
    }

    private async Task<JsonNode> EventAsync(string objectId, string action) =>
        (await fixture.Admin.ListAsync($"audit-events?object_id={objectId}")).Single(one => Text(one["action"]) == action);

    private static long Version(AdminReply report) => (long)report.Succeeded().Json["version"]!;

    private static string? Text(JsonNode? value) => (string?)value;

    private static string[] Names(JsonNode? list) => [.. list!.AsArray().Select(name => (string)name!)];
}
