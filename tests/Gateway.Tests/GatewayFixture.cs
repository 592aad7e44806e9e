using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests;

/// <summary>A running gateway with a governed model at a fake upstream, shared by the tests of a class.</summary>
public sealed class GatewayFixture(TestDatabase database) : IAsyncLifetime
{
    private int _names;

    /// <summary>See <see cref="GatewayOptions.OwnProcess"/>.</summary>
    public bool? OwnProcess { get; init; }

    public GatewayProcess Gateway { get; private set; } = null!;

    public FakeUpstream Upstream { get; private set; } = null!;

    public GatewayScenario Scenario { get; private set; } = null!;

    public AdminClient Admin => Gateway.Admin;

    public CallerClient Caller => Gateway.Caller(Scenario.Key);

    public async ValueTask InitializeAsync()
    {
        Upstream = await FakeUpstream.StartAsync();
        Gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = OwnProcess, Database = await database.CreateAsync() });
        Scenario = await GatewayScenario.CreateAsync(Admin, Upstream);
    }

    /// <summary>A name no other test of the class uses.</summary>
    public string Name(string prefix) => $"{prefix}-{Interlocked.Increment(ref _names)}";

    /// <summary>Creates an object.</summary>
    public async Task<AdminReply> MakeAsync(string path, object body) => (await Admin.PostAsync(path, body)).Succeeded();

    /// <summary>Adds a provider at the upstream with other settings, a model of its own there, and a grant for the scenario's organization.</summary>
    public async Task<string> ModelAtAsync(object providerSettings, string? baseUrl = null, string? upstreamModel = null)
    {
        var name = Name("model");
        var provider = new JsonObject
        {
            ["name"] = name, ["kind"] = "openai_compatible", ["base_url"] = baseUrl ?? Upstream.BaseUrl,
            ["allow_private"] = true, ["allow_http"] = true,
        };
        foreach (var (key, value) in JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(providerSettings))!.AsObject()) provider[key] = value?.DeepClone();
        await MakeAsync("providers", provider);
        await MakeAsync("models", new { name, deployments = new[] { new { provider = name, upstream_model = upstreamModel ?? name } } });
        await GrantAsync(name);
        return name;
    }

    /// <summary>Grants a target to the scenario's organization, besides what it has.</summary>
    public async Task GrantAsync(string target)
    {
        var path = $"organizations/{Scenario.OrganizationId}";
        var organization = (await Admin.GetAsync(path)).Succeeded();
        var grants = organization.Json["grants"]!.AsArray().Select(g => (string)g!).Append(target);
        (await Admin.PatchAsync(path, new { grants }, organization.ETag)).Succeeded();
    }

    /// <summary>The record of the call that a response answered.</summary>
    public Task<JsonNode> RecordAsync(HttpResponseMessage response) =>
        RecordAsync(response.Headers.GetValues("x-request-id").Single());

    /// <summary>The record of a call, once it is in the database.</summary>
    public async Task<JsonNode> RecordAsync(string requestId) =>
        (await Eventually.ValueAsync(() => Admin.GetAsync($"requests/{requestId}"), reply => reply.Status == System.Net.HttpStatusCode.OK)).Json;

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
