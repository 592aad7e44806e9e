using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Routing;

/// <summary>A gateway with models a and b, each at a provider of its own over the same upstream, and a route group over both.</summary>
internal sealed class RoutingGateway : IAsyncDisposable
{
    public const string Group = "chat";

    private readonly Dictionary<string, UpstreamBehavior> _behaviors = [];

    private RoutingGateway(FakeUpstream upstream, GatewayProcess gateway, GatewayScenario scenario) => (Upstream, Gateway, Scenario) = (upstream, gateway, scenario);

    public FakeUpstream Upstream { get; }

    public GatewayProcess Gateway { get; }

    public GatewayScenario Scenario { get; }

    public AdminClient Admin => Gateway.Admin;

    public CallerClient Caller => Gateway.Caller(Scenario.Key);

    /// <summary>Starts one.</summary>
    /// <param name="databases">Makes its database.</param>
    /// <param name="health">Health settings of both providers.</param>
    /// <param name="configuration">Its file; null for none.</param>
    /// <param name="ownProcess">Whether it is to be killed.</param>
    /// <param name="environment">Further variables of its environment.</param>
    public static async Task<RoutingGateway> StartAsync(
        TestDatabase databases, object? health = null, string? configuration = null, bool ownProcess = false, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var upstream = await FakeUpstream.StartAsync();
        var gateway = await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = await databases.CreateAsync(), Configuration = configuration, OwnProcess = ownProcess, Environment = environment ?? new Dictionary<string, string?>(),
        });
        var routing = new RoutingGateway(upstream, gateway, await GatewayScenario.CreateAsync(gateway.Admin, upstream));
        foreach (var name in new[] { "a", "b" }) await routing.AddModelAsync(name, health: health);
        return routing;
    }

    /// <summary>Adds a model at a provider of its own.</summary>
    public async Task AddModelAsync(string name, string? baseUrl = null, object? health = null, decimal input = 1, decimal output = 2, string[]? capabilities = null, string kind = "openai_compatible")
    {
        (await Admin.PostAsync("providers", new
        {
            name = $"p-{name}", kind, base_url = baseUrl ?? Upstream.BaseUrl, api_key = "sk-upstream-for-tests", allow_private = true, allow_http = true, retries = 0, health = health ?? new { },
        })).Succeeded();
        (await Admin.PostAsync("models", new { name, deployments = new[] { new { provider = $"p-{name}", upstream_model = $"up-{name}", capabilities, price = new { input, output } } } })).Succeeded();
    }

    /// <summary>Makes the group and grants it.</summary>
    public async Task<AdminReply> MakeGroupAsync(string strategy = "static", object? more = null, params string[] members)
    {
        if (members.Length == 0) members = ["a", "b"];
        var body = new JsonObject { ["key"] = Group, ["strategy"] = strategy, ["members"] = new JsonArray([.. members.Select(model => new JsonObject { ["model"] = model })]) };
        if (more is not null)
            foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject()) body[name] = value?.DeepClone();
        var made = (await Admin.PostAsync("route-groups", body)).Succeeded();
        await GrantAsync(Group);
        return made;
    }

    public async Task GrantAsync(string target)
    {
        var path = $"organizations/{Scenario.OrganizationId}";
        var organization = (await Admin.GetAsync(path)).Succeeded();
        (await Admin.PatchAsync(path, new { grants = organization.Json["grants"]!.AsArray().Select(g => (string)g!).Append(target) }, organization.ETag)).Succeeded();
    }

    /// <summary>Has a model's upstream behave so. What it did before is forgotten, and so are the requests seen.</summary>
    public void Set(string model, UpstreamBehavior behavior)
    {
        _behaviors[model] = behavior;
        Upstream.Forget();
        foreach (var (name, set) in _behaviors) Upstream.WhenModel($"up-{name}", set);
    }

    /// <summary>Calls a target once: what came, from where, and why.</summary>
    public async Task<(int Status, string? Deployment, string? Reason)> CallAsync(string target = Group)
    {
        using var response = await Caller.ChatAsync(target);
        return ((int)response.StatusCode, Header(response, "x-signalbox-deployment"), Header(response, "x-signalbox-route-reason"));
    }

    /// <summary>Asks where a call would go.</summary>
    /// <param name="draft">What is not usual of it: unless told, the scenario's key calls the group.</param>
    public Task<AdminReply> SimulateAsync(object? draft = null)
    {
        var body = draft is null ? new JsonObject() : JsonSerializer.SerializeToNode(draft)!.AsObject();
        body.TryAdd("subject", $"key:{Scenario.KeyId}");
        body.TryAdd("target", Group);
        return Admin.PostAsync("routing/simulate", body);
    }

    public async Task<JsonNode> HealthAsync(string model) =>
        (await Admin.GetAsync("routing/health")).Succeeded().Json["deployments"]!.AsArray().Single(d => (string?)d!["deployment"] == $"p-{model}/up-{model}")!;

    public async Task<JsonNode> RecordAsync(HttpResponseMessage response) =>
        (await Eventually.ValueAsync(() => Admin.GetAsync($"requests/{Header(response, "x-request-id")}"), reply => reply.Status == HttpStatusCode.OK)).Json;

    public Task<string> MetricsAsync() => Gateway.ReadAsync("metrics");

    public static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
