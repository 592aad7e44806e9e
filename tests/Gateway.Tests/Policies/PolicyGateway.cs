using System.Text.Json.Nodes;
using Gateway.Tests.Routing;
using Testing.Gateway;

namespace Gateway.Tests.Policies;

/// <summary>What tests of policies do over and over.</summary>
internal static class PolicyGateway
{
    /// <summary>Wraps the body of a function as a script.</summary>
    public static string Script(string body) => $"export default function route(request: PolicyRequest, members: readonly PolicyMember[]): PolicyOrder {{ {body} }}";

    /// <summary>Adds a script and puts it in force.</summary>
    public static async Task<AdminReply> AddScriptAsync(this RoutingGateway routing, string body, object? grant = null, string name = "order", int timeoutMs = 200)
    {
        var made = (await routing.Admin.PostAsync("policies", new { name, grant = grant ?? Array.Empty<string>(), script = new { source = Script(body), timeout_ms = timeoutMs } })).Succeeded();
        return (await routing.Admin.SendAsync(HttpMethod.Post, $"policies/{made.Id}/activate", new { }, made.ETag)).Succeeded();
    }

    /// <summary>Adds an external policy and puts it in force.</summary>
    public static async Task<AdminReply> AddExternalAsync(this RoutingGateway routing, object external, string? credential = null, object? grant = null)
    {
        var made = (await routing.Admin.PostAsync("policies", new { name = "order", kind = "external", credential, grant = grant ?? Array.Empty<string>(), external })).Succeeded();
        return (await routing.Admin.SendAsync(HttpMethod.Post, $"policies/{made.Id}/activate", new { }, made.ETag)).Succeeded();
    }

    /// <summary>Makes the group, with the policy and what decides where it does not.</summary>
    public static Task<AdminReply> MakePolicyGroupAsync(this RoutingGateway routing, string? fallback = null) => routing.MakeGroupAsync("policy", new { policy = "order", policy_fallback = fallback });

    /// <summary>How the version in force runs.</summary>
    public static async Task<JsonNode> RunningAsync(this RoutingGateway routing, string policyId) => (await routing.Admin.GetAsync($"policies/{policyId}/running")).Succeeded().Json;
}
