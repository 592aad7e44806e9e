using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>A gateway with two models at a provider of every kind, one that reasons and one that does not; all of them are the same fake upstream.</summary>
public sealed class MatrixFixture(TestDatabase database) : IAsyncLifetime
{
    private static readonly string[] Abilities = ["tools", "parallel_tools", "images", "audio", "pdf", "structured_output"];

    private readonly GatewayFixture _gateway = new(database);
    private LoopbackServer _identity = null!;

    /// <summary>The upstream.</summary>
    public FakeUpstream Upstream => _gateway.Upstream;

    /// <summary>Posts as a caller whose key may call every model.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, object body) => _gateway.Caller.PostAsync(path, body);

    /// <summary>The public name of a model.</summary>
    public static string Model(MatrixKind kind, bool thinks) => $"{kind}-{(thinks ? "thinking" : "plain")}";

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _identity = await LoopbackServer.StartAsync(context => context.Response.WriteAsJsonAsync(new { access_token = "ya29.of-the-fake", expires_in = 3600, token_type = "Bearer" }));
        foreach (var kind in Enum.GetValues<MatrixKind>()) await MakeAsync(kind);
    }

    public async ValueTask DisposeAsync()
    {
        await _identity.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    private async Task MakeAsync(MatrixKind kind)
    {
        var root = Upstream.BaseUrl[..^"/v1".Length];
        var provider = $"at-{kind}";
        var (name, address, key) = kind switch
        {
            MatrixKind.OpenAI or MatrixKind.OpenAIResponsesOnly => ("openai", Upstream.BaseUrl, "sk-openai"),
            MatrixKind.AzureOpenAI => ("azure_openai", root, "azure-key"),
            MatrixKind.OpenAICompatible => ("openai_compatible", Upstream.BaseUrl, "sk-compatible"),
            MatrixKind.Anthropic => ("anthropic", Upstream.BaseUrl, "sk-ant"),
            MatrixKind.Gemini => ("gemini", $"{root}/v1beta", "gemini-key"),
            MatrixKind.Vertex or MatrixKind.VertexClaude => ("vertex", root, ServiceAccount()),
            _ => ("bedrock", root, "AKIAFAKE:secret-of-the-fake"),
        };
        await _gateway.MakeAsync("providers", new
        {
            name = provider, kind = name, base_url = address, api_key = key, allow_private = true, allow_http = true,
            region = kind == MatrixKind.Bedrock ? "eu-central-1" : null,
            project = kind is MatrixKind.Vertex or MatrixKind.VertexClaude ? "my-project" : null,
            location = kind is MatrixKind.Vertex or MatrixKind.VertexClaude ? "europe-west4" : null,
        });
        foreach (var thinks in new[] { false, true })
        {
            var model = Model(kind, thinks);
            await _gateway.MakeAsync("models", new
            {
                name = model,
                deployments = new[]
                {
                    new { provider, upstream_model = MatrixKinds.UpstreamModel(kind, thinks), capabilities = (string[])[.. Apis(kind), .. Abilities, .. thinks ? (string[])["reasoning"] : []], output_tokens = OutputTokens(kind) },
                },
            });
            await _gateway.GrantAsync(model);
        }
    }

    /// <summary>Anthropic wants a bound, and the gateway names one that it has to make up.</summary>
    private static long? OutputTokens(MatrixKind kind) => kind is MatrixKind.Anthropic or MatrixKind.VertexClaude ? 64000 : null;

    private static string[] Apis(MatrixKind kind) => kind switch
    {
        MatrixKind.OpenAI or MatrixKind.AzureOpenAI => ["chat", "responses"],
        MatrixKind.OpenAIResponsesOnly => ["responses"],
        MatrixKind.Anthropic or MatrixKind.VertexClaude => ["messages"],
        _ => ["chat"],
    };

    private string ServiceAccount()
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new
        {
            type = "service_account", project_id = "my-project", private_key_id = "1", private_key = key.ExportPkcs8PrivateKeyPem(),
            client_email = "gateway@my-project.iam.gserviceaccount.com", client_id = "1", token_uri = _identity.Url + "token",
        });
    }
}
