using Microsoft.AspNetCore.Http;
using Testing.Files;
using Testing.Gateway;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.Models.Credentials;

/// <summary>
/// A gateway whose surroundings lead the vendors' own libraries to stand-ins: Entra ID by a proxy and a trusted authority, AWS's security token service by
/// the SDK's own variable for its endpoint. What is tested is the libraries as they are, with no code of the gateway's for the test.
/// </summary>
public sealed class IdentityServices(TestDatabase database) : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly TestAuthority _authority = new();
    private LoopbackServer _entra = null!, _sts = null!;

    /// <summary>Answers <c>POST /{tenant}/oauth2/v2.0/token</c>.</summary>
    public RequestDelegate Entra { get; set; } = _ => throw new InvalidOperationException("not expected");

    /// <summary>Answers <c>AssumeRole</c>.</summary>
    public RequestDelegate Sts { get; set; } = _ => throw new InvalidOperationException("not expected");

    /// <summary>The way to Entra ID.</summary>
    public ConnectProxy Proxy { get; private set; } = null!;

    public FakeUpstream Upstream { get; private set; } = null!;

    public GatewayProcess Gateway { get; private set; } = null!;

    public GatewayScenario Scenario { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _entra = await LoopbackServer.StartAsync(AnswerEntraAsync, certificate: _authority.Issue("login.microsoftonline.com"));
        _sts = await LoopbackServer.StartAsync(context => Sts(context));
        Proxy = ConnectProxy.Start(_entra.Port);
        await File.WriteAllTextAsync(_directory["authority.pem"], _authority.Pem);
        Upstream = await FakeUpstream.StartAsync();
        Gateway = await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = await database.CreateAsync(),
            Environment = new Dictionary<string, string?>
            {
                ["https_proxy"] = Proxy.Url,
                ["HTTPS_PROXY"] = Proxy.Url,
                ["no_proxy"] = null,
                ["NO_PROXY"] = null,
                ["SSL_CERT_FILE"] = _directory["authority.pem"],
                ["AWS_ENDPOINT_URL_STS"] = _sts.Url.AbsoluteUri,
            },
        });
        Scenario = await GatewayScenario.CreateAsync(Gateway.Admin, Upstream);
    }

    /// <summary>A model of a new provider at the upstream, which the scenario's key may call.</summary>
    public async Task<string> ModelAsync(string name, object provider)
    {
        (await Gateway.Admin.PostAsync("providers", provider)).Succeeded();
        (await Gateway.Admin.PostAsync("models", new { name, deployments = new[] { new { provider = name, upstream_model = "anthropic.claude-sonnet-4-5" } } })).Succeeded();
        var path = $"organizations/{Scenario.OrganizationId}";
        var organization = (await Gateway.Admin.GetAsync(path)).Succeeded();
        (await Gateway.Admin.PatchAsync(path, new { grants = organization.Json["grants"]!.AsArray().Select(g => (string)g!).Append(name) }, organization.ETag)).Succeeded();
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
        await Proxy.DisposeAsync();
        await _entra.DisposeAsync();
        await _sts.DisposeAsync();
        _authority.Dispose();
        _directory.Dispose();
    }

    /// <summary>Tells of the cloud first, as the library asks (https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud).</summary>
    private Task AnswerEntraAsync(HttpContext context) => context.Request.Path.Value!.EndsWith("/discovery/instance", StringComparison.Ordinal)
        ? context.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["tenant_discovery_endpoint"] = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
            ["metadata"] = new[] { new { preferred_network = "login.microsoftonline.com", preferred_cache = "login.windows.net", aliases = new[] { "login.microsoftonline.com", "login.windows.net" } } },
        })
        : Entra(context);
}
