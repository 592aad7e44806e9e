using System.Net;
using System.Text.Json.Nodes;
using Testing.Gateway;

namespace Testing.Migration;

/// <summary>
/// An organization that is not enforced: a team with a list of one model, in it a key without a list; a team with both models, in it a key that
/// is bound to a user with a list of the other model, and a key with a list of its own.
/// </summary>
public sealed record LegacyTree(string OrganizationId, string TeamId, string UserId, IReadOnlyList<(string Id, string Secret)> Keys, string Model, string Other)
{
    /// <summary>Makes one, with two models at the provider <c>upstream</c>.</summary>
    /// <param name="admin">Where.</param>
    /// <param name="name">Gives names that nothing else has.</param>
    public static async Task<LegacyTree> MakeAsync(AdminClient admin, Func<string, string> name)
    {
        var (model, other) = (await ModelAsync(admin, name), await ModelAsync(admin, name));
        var organization = await MakeAsync(admin, "organizations", new { name = name("legacy-org"), enforcement = "legacy" });
        var narrow = await MakeAsync(admin, "teams", new { organization_id = organization.Id, name = "narrow", legacy_models = new[] { model } });
        var wide = await MakeAsync(admin, "teams", new { organization_id = organization.Id, name = "wide", legacy_models = new[] { model, other } });
        var user = await MakeAsync(admin, "users", new { organization_id = organization.Id, name = "ana", email = "ana@example.com", legacy_models = new[] { other } });
        AdminReply[] keys =
        [
            await MakeAsync(admin, "keys", new { name = "plain", team_id = narrow.Id }),
            await MakeAsync(admin, "keys", new { name = "of-ana", team_id = wide.Id, user_id = user.Id }),
            await MakeAsync(admin, "keys", new { name = "own", team_id = wide.Id, legacy_models = new[] { model } }),
        ];
        return new(organization.Id, narrow.Id, user.Id, [.. keys.Select(key => (key.Id, key["secret"]))], model, other);
    }

    /// <summary>A model that calls can use, granted to no one.</summary>
    public static async Task<string> ModelAsync(AdminClient admin, Func<string, string> name)
    {
        var target = name("target");
        await MakeAsync(admin, "models", new
        {
            name = target,
            deployments = new[] { new { provider = "upstream", upstream_model = GatewayScenario.UpstreamModel, capabilities = new[] { "chat" } } },
        });
        return target;
    }

    /// <summary>What a call of each key gets for each of the two models and one that it was never given.</summary>
    public async Task<IReadOnlyList<HttpStatusCode>> AnswersAsync(GatewayProcess gateway, string notGiven)
    {
        var answers = new List<HttpStatusCode>();
        foreach (var key in Keys)
            foreach (var target in new[] { Model, Other, notGiven })
            {
                using var response = await gateway.Caller(key.Secret).ChatAsync(target);
                answers.Add(response.StatusCode);
            }
        return answers;
    }

    /// <summary>Its part of a report.</summary>
    public JsonNode In(AdminReply report) => report.Succeeded().Json["organizations"]!.AsArray().Single(one => (string?)one!["organization_id"] == OrganizationId)!;

    private static async Task<AdminReply> MakeAsync(AdminClient admin, string path, object body) => (await admin.PostAsync(path, body)).Succeeded();
}
