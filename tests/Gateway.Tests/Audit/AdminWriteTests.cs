using System.Reflection;
using Signalbox.Audit;
using Testing.Gateway;

namespace Gateway.Tests.Audit;

/// <summary>Whatever the admin API takes that changes something: from the list of mapped endpoints, so that a new one cannot be forgotten.</summary>
public sealed class AdminWriteTests(TestDatabase databases, GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    /// <summary>What is no GET and yet writes nothing to the registry. Whoever adds to it says why.</summary>
    private static readonly string[] NoWrite =
    [
        "POST session", "DELETE session", // a cookie
        "POST providers/test", "POST providers/{id}/test", // calls to the provider
        "POST access/preview", // says what would come of changes
        "POST routing/simulate", // says where a call would go
        "POST policies/check", "POST policies/{id}/test", // say what is wrong with a script, and what a version would have done
        "POST /admin/reports/api/reconciliation", // compares a file with what is on record, and keeps nothing of it
        "POST alert-destinations/{id}/test", // sends one message
        "POST alert-rules/preview", // says whether a rule would fire
    ];

    /// <summary>What changes an object that is there and yet needs no If-Match. Whoever adds to it says why.</summary>
    private static readonly string[] NoPrecondition =
    [
        "POST keys/{id}/revoke", // must work at once; nothing that it could overwrite matters any more
        "DELETE keys/{id}/responses", // changes nothing of the key
        "POST /admin/ai-quality/models/{id}/promote", "POST /admin/ai-quality/models/{feature}/rollback", // one click; If-Match is the client's choice, and who loses a race gets 409
        "POST /admin/ai-quality/models/{id}/canary", "POST /admin/ai-quality/models/{feature}/canary/pause", "POST /admin/ai-quality/models/{feature}/canary/resume", "POST /admin/ai-quality/models/{feature}/canary/abort", // likewise
        "POST policies/{id}/versions", // appends what nothing uses yet; If-Match is the client's choice
        "POST policies/{id}/rollback", // one click; If-Match is the client's choice
        "DELETE evaluations/{id}", // is never changed, so that there is nothing to have overlooked
        "POST /admin/reports/api/recalculation", // prices calls by what is in force when it runs, one run at a time; its dry run says what would change
        "POST alerts/{id}/acknowledge", // says who looks after it; who says so last counts
        "DELETE alert-silences/{id}", // is never changed, so that there is nothing to have overlooked
        "POST configuration/apply", // makes the registry what the file says; If-Match is the client's choice, see below
        "POST /ui/api/callable-target-migration/backfill", "POST /ui/api/mcp-migration/backfill", // plans within the transaction that writes; if_version is the client's choice
    ];

    /// <summary>Changes many objects at once, and needs the etag of the registry that their preview was given; see AccessPreviewTests.</summary>
    private const string BulkAtAVersion = "POST access/bulk";

    [Fact]
    public async Task Every_admin_write_goes_through_the_one_path()
    {
        // Handed to the endpoint, or to what it hands the change to.
        static bool IsOnPath(Type type) => type == typeof(AdminWriter) || type.GetConstructors().SelectMany(made => made.GetParameters()).Any(needed => needed.ParameterType == typeof(AdminWriter));

        var besides = (await MappedEndpoints.AdminWritesAsync(databases))
            .Where(write => !NoWrite.Contains(write.Key))
            .Where(write => !write.Value.Metadata.GetMetadata<MethodInfo>()!.GetParameters().Any(parameter => IsOnPath(parameter.ParameterType)))
            .Select(write => write.Key);

        besides.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_change_of_an_object_needs_the_etag_it_was_read_with()
    {
        var changes = (await MappedEndpoints.AdminWritesAsync(databases)).Keys
            .Where(write => !NoWrite.Contains(write) && !NoPrecondition.Contains(write) && write.Contains("{id}", StringComparison.Ordinal)).ToList();
        changes.Count.ShouldBeGreaterThan(14);

        foreach (var change in changes)
        {
            var (method, path) = (new HttpMethod(change.Split(' ')[0]), change.Split(' ')[1]);
            var made = await MakeAsync(path.Split('/')[0]);
            var target = path.Replace("{id}", made.Id, StringComparison.Ordinal);
            var before = await fixture.Admin.GetAsync($"{path.Split('/')[0]}/{made.Id}");
            object? body = method == HttpMethod.Delete ? null : new { };

            var without = await fixture.Admin.SendAsync(method, target, body);
            var stale = await fixture.Admin.SendAsync(method, target, body, "\"0\"");

            ((int)without.Status, without.Code).ShouldBe((428, "precondition-required"), change);
            ((int)stale.Status, stale.Code).ShouldBe((412, "precondition-failed"), change);
            // Not the whole text: how a quality contract stands is looked at meanwhile, and is no change of it.
            (await fixture.Admin.GetAsync($"{path.Split('/')[0]}/{made.Id}")).ETag.ShouldBe(before.ETag, change);
            (await fixture.Admin.SendAsync(method, target, body, before.ETag)).Succeeded();
        }
    }

    [Fact]
    public async Task What_changes_something_and_needs_no_etag_is_a_creation_or_named_here()
    {
        var others = (await MappedEndpoints.AdminWritesAsync(databases)).Keys
            .Where(write => !NoWrite.Contains(write) && !NoPrecondition.Contains(write) && !write.Contains("{id}", StringComparison.Ordinal));

        others.ShouldBe(["POST providers", "POST models", "POST route-groups", "POST policies", "POST quality-contracts", "POST evaluations", "POST organizations", "POST teams", "POST projects", "POST users", "POST keys", "POST alert-destinations", "POST alert-rules", "POST alert-silences", "POST slos", BulkAtAVersion], ignoreOrder: true);
    }

    [Fact]
    public async Task A_configuration_is_applied_only_to_the_registry_that_its_dry_run_saw_when_that_is_asked_for()
    {
        var yaml = $"providers: [ {{ name: {fixture.Name("applied")}, kind: openai }} ]";
        var dry = (await fixture.Admin.ApplyAsync(yaml, dryRun: true)).Succeeded();
        dry.ETag.ShouldBe($"\"{(long)dry.Json["version"]!}\"");
        await fixture.MakeAsync("organizations", new { name = fixture.Name("meanwhile") });

        (await ApplyAsync(dry.ETag)).Code.ShouldBe("precondition-failed");
        var again = (await fixture.Admin.ApplyAsync(yaml, dryRun: true)).Succeeded();
        var applied = (await ApplyAsync(again.ETag)).Succeeded();

        ((bool)applied.Json["applied"]!, (long)applied.Json["version"]!).ShouldBe((true, (long)again.Json["version"]! + 1));

        Task<AdminReply> ApplyAsync(string? etag) =>
            fixture.Admin.SendAsync(HttpMethod.Post, "configuration/apply", new StringContent(yaml, System.Text.Encoding.UTF8, "application/yaml"), etag);
    }

    /// <summary>Every write there is, with a secret in each place that takes one; then everything that shows the trail.</summary>
    [Fact]
    public async Task No_secret_is_in_the_trail_whatever_was_written()
    {
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = await databases.CreateAsync() });
        var writes = new SecretWrites(gateway.Admin);

        await writes.RunAsync();

        writes.Done.ShouldBe((await MappedEndpoints.AdminWritesAsync(databases)).Keys.Except(NoWrite), ignoreOrder: true);
        string[] shown =
        [
            (await gateway.Admin.GetAsync("audit-events?limit=500")).Succeeded().Text,
            (await gateway.Admin.GetAsync("audit-events/export?format=csv")).Succeeded().Text,
            (await gateway.Admin.GetAsync("audit-events/export?format=jsonl")).Succeeded().Text,
        ];
        writes.Secrets.Count.ShouldBeGreaterThan(8);
        foreach (var secret in writes.Secrets.Append(gateway.AdminKey))
            foreach (var text in shown)
                text.ShouldNotContain(secret);
        shown.ShouldAllBe(text => text.Contains("set-credential") && text.Contains("rotate") && text.Contains("revoke"));
    }

    private async Task<AdminReply> MakeAsync(string path)
    {
        var name = fixture.Name("made");
        if (path == "quality-contracts") await fixture.MakeAsync("route-groups", new { key = name, members = new[] { new { model = fixture.Scenario.Model } } });
        return await fixture.MakeAsync(path, path switch
        {
            "providers" => new { name, kind = "openai" },
            "models" => new { name, deployments = new[] { new { provider = "upstream", upstream_model = "x" } } },
            "route-groups" => new { key = name, members = new[] { new { model = fixture.Scenario.Model } } },
            "policies" => new { name, kind = "external", external = new { url = "https://policy.example/", allow_hosts = new[] { "policy.example" } } },
            "quality-contracts" => new { route_group = name },
            "alert-destinations" => new { name, kind = "webhook", url = "https://example.com/hook" },
            "alert-rules" => new { name, kind = "error_rate", enabled = false },
            "slos" => new { name },
            "organizations" => new { name },
            "teams" or "users" => new { name, organization_id = fixture.Scenario.OrganizationId },
            "projects" or "keys" => new { name, team_id = fixture.Scenario.TeamId },
            _ => throw new InvalidOperationException($"Say here how to make one of {path}."),
        });
    }
}
