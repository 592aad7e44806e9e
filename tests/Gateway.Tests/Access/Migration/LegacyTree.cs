using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;

namespace Gateway.Tests.Access.Migration;

/// <summary>
/// An organization that is not enforced: a team with a list of one model, in it a key without a list; a team with both models, in it a key that
/// is bound to a user with a list of the other model, and a key with a list of its own.
/// </summary>
internal sealed record LegacyTree(string OrganizationId, string TeamId, string UserId, IReadOnlyList<(string Id, string Secret)> Keys, string Model, string Other)
{
    public static async Task<LegacyTree> MakeAsync(GatewayFixture fixture)
    {
        var (model, other) = (await ModelAsync(fixture), await ModelAsync(fixture));
        var organization = await fixture.MakeAsync("organizations", new { name = fixture.Name("legacy-org"), enforcement = "legacy" });
        var narrow = await fixture.MakeAsync("teams", new { organization_id = organization.Id, name = "narrow", legacy_models = new[] { model } });
        var wide = await fixture.MakeAsync("teams", new { organization_id = organization.Id, name = "wide", legacy_models = new[] { model, other } });
        var user = await fixture.MakeAsync("users", new { organization_id = organization.Id, name = "ana", email = "ana@example.com", legacy_models = new[] { other } });
        AdminReply[] keys =
        [
            await fixture.MakeAsync("keys", new { name = "plain", team_id = narrow.Id }),
            await fixture.MakeAsync("keys", new { name = "of-ana", team_id = wide.Id, user_id = user.Id }),
            await fixture.MakeAsync("keys", new { name = "own", team_id = wide.Id, legacy_models = new[] { model } }),
        ];
        return new(organization.Id, narrow.Id, user.Id, [.. keys.Select(key => (key.Id, key["secret"]))], model, other);
    }

    /// <summary>A model that calls can use, granted to no one.</summary>
    public static async Task<string> ModelAsync(GatewayFixture fixture)
    {
        var name = fixture.Name("target");
        await fixture.MakeAsync("models", new { name, deployments = new[] { new { provider = "upstream", upstream_model = GatewayScenario.UpstreamModel, capabilities = new[] { "chat" } } } });
        return name;
    }

    /// <summary>What a call of each key gets for each of the two models and one that it was never given.</summary>
    public async Task<IReadOnlyList<HttpStatusCode>> AnswersAsync(GatewayFixture fixture)
    {
        var answers = new List<HttpStatusCode>();
        foreach (var key in Keys)
            foreach (var target in new[] { Model, Other, fixture.Scenario.Model })
            {
                using var response = await fixture.Gateway.Caller(key.Secret).ChatAsync(target);
                answers.Add(response.StatusCode);
            }
        return answers;
    }

    /// <summary>Its part of a report.</summary>
    public JsonNode In(AdminReply report) => report.Succeeded().Json["organizations"]!.AsArray().Single(one => (string?)one!["organization_id"] == OrganizationId)!;
}
