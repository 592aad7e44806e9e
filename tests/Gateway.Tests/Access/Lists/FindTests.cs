using System.Net;
using Testing.Gateway;

namespace Gateway.Tests.Access.Lists;

public sealed class FindTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Keys_are_found_by_a_part_of_name_prefix_or_id_in_whatever_case()
    {
        var name = fixture.Name("Night-Train");
        var key = await fixture.MakeAsync("keys", new { name, team_id = fixture.Scenario.TeamId });

        foreach (var text in new[] { name[2..].ToUpperInvariant(), key["prefix"].ToUpperInvariant(), key.Id[8..].ToLowerInvariant(), $"  {name} " })
            (await FindAsync("keys", text)).ShouldContain(key.Id, text);
        (await FindAsync("keys", $"{name}&status=active&organization_id={fixture.Scenario.OrganizationId}&team_id={fixture.Scenario.TeamId}")).ShouldBe([key.Id]);
        (await FindAsync("keys", $"{name}&status=revoked")).ShouldBeEmpty();
        (await FindAsync("keys", "no such key")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Levels_are_found_by_a_part_of_name_or_id_and_users_by_their_address_too()
    {
        var name = fixture.Name("Harbor");
        var organization = await fixture.MakeAsync("organizations", new { name });
        var team = await fixture.MakeAsync("teams", new { name, organization_id = organization.Id });
        var project = await fixture.MakeAsync("projects", new { name, team_id = team.Id });
        var user = await fixture.MakeAsync("users", new { name, organization_id = organization.Id, email = "Crane.Driver@harbor.example" });

        foreach (var (path, made) in new[] { ("organizations", organization), ("teams", team), ("projects", project), ("users", user) })
        {
            (await FindAsync(path, name.ToLowerInvariant())).ShouldBe([made.Id]);
            (await FindAsync(path, made.Id.ToLowerInvariant())).ShouldBe([made.Id]);
        }
        (await FindAsync("users", "crane.driver@")).ShouldBe([user.Id]);
        (await FindAsync("users", $"crane&organization_id={fixture.Scenario.OrganizationId}")).ShouldBeEmpty();
        (await FindAsync("teams", "crane.driver@")).ShouldBeEmpty();

        (await fixture.Admin.PatchAsync($"users/{user.Id}", new { email = "pilot@harbor.example" })).Succeeded();
        (await FindAsync("users", "crane.driver@")).ShouldBeEmpty();
        (await FindAsync("users", "PILOT@")).ShouldBe([user.Id]);
    }

    [Fact]
    public async Task What_stands_for_anything_in_a_pattern_stands_for_itself_here_and_too_long_a_text_is_refused()
    {
        var name = fixture.Name("under_score");
        var made = await fixture.MakeAsync("teams", new { name, organization_id = fixture.Scenario.OrganizationId });
        await fixture.MakeAsync("teams", new { name = name.Replace('_', 'x'), organization_id = fixture.Scenario.OrganizationId });

        (await FindAsync("teams", name)).ShouldBe([made.Id]);
        (await FindAsync("teams", "%25")).ShouldBeEmpty();
        (await FindAsync("teams", "!")).ShouldBeEmpty();
        var refused = await fixture.Admin.GetAsync($"keys?find={new string('x', 101)}");
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.BadRequest, "invalid-request"));
        refused.Json["errors"]!["find"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Pages_of_a_search_go_on_where_the_last_one_ended()
    {
        var name = fixture.Name("page");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add((await fixture.MakeAsync("keys", new { name = $"{name}-{i}", team_id = fixture.Scenario.TeamId })).Id);

        (await FindAsync("keys", $"{name}&limit=2")).ShouldBe(Enumerable.Reverse(ids));
    }

    private async Task<IEnumerable<string>> FindAsync(string path, string text) =>
        (await fixture.Admin.ListAsync($"{path}?find={text}")).Select(item => (string)item["id"]!);
}
