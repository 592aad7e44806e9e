using Testing.Upstream;

namespace Testing.Gateway;

/// <summary>
/// The least a governed call needs, made through the admin API: a provider at a fake upstream, a model, an
/// organization granted that model, a team, and a key.
/// </summary>
/// <param name="ProviderId">The provider's id.</param>
/// <param name="ModelId">The model's id.</param>
/// <param name="Model">The model's public name.</param>
/// <param name="OrganizationId">The organization's id.</param>
/// <param name="TeamId">The team's id.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Key">The key's secret.</param>
public sealed record GatewayScenario(
    string ProviderId, string ModelId, string Model, string OrganizationId, string TeamId, string KeyId, string Key)
{
    /// <summary>The upstream's name of the model.</summary>
    public const string UpstreamModel = "gpt-4o-mini";

    /// <summary>Makes all of it. Names end in <paramref name="suffix"/>, so that a gateway can hold several.</summary>
    /// <exception cref="InvalidOperationException">A step is refused; holds status and body.</exception>
    public static async Task<GatewayScenario> CreateAsync(AdminClient admin, FakeUpstream upstream, string suffix = "")
    {
        var provider = await MakeAsync("providers", new
        {
            name = $"upstream{suffix}",
            kind = "openai_compatible",
            base_url = upstream.BaseUrl,
            api_key = upstream.RequiredKey ?? "sk-upstream-for-tests",
            allow_private = true,
            allow_http = true,
        });
        var model = await MakeAsync("models", new
        {
            name = $"small{suffix}",
            deployments = new[]
            {
                new
                {
                    provider = $"upstream{suffix}",
                    upstream_model = UpstreamModel,
                    capabilities = new[] { "chat", "tools" },
                    price = new { input = 0.15m, cached_input = 0.075m, output = 0.60m },
                },
            },
        });
        var organization = await MakeAsync("organizations", new { name = $"acme{suffix}", grants = new[] { $"small{suffix}" } });
        var team = await MakeAsync("teams", new { organization_id = organization.Id, name = $"web{suffix}" });
        var key = await MakeAsync("keys", new { name = $"web-dev{suffix}", team_id = team.Id });
        return new GatewayScenario(
            provider.Id, model.Id, $"small{suffix}", organization.Id, team.Id, key.Id, key["secret"]);

        async Task<AdminReply> MakeAsync(string path, object body) => (await admin.PostAsync(path, body)).Succeeded();
    }
}
