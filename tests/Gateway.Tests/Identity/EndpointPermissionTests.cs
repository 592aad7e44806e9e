using Microsoft.AspNetCore.Routing;
using Signalbox.Identity;

namespace Gateway.Tests.Identity;

/// <summary>Looks at every endpoint the gateway maps, as it maps them.</summary>
public sealed class EndpointPermissionTests(TestDatabase databases)
{
    /// <summary>What serves before sign-in, on purpose. Whoever adds to it says why.</summary>
    private static readonly string[] Open =
    [
        "/", "/console/{**path}", // the console's files, which hold nothing
        "/healthz", "/readyz", "/version", "/openapi/{documentName}.json", "/docs/{**path}", "/docs/assets/{name}",
        "/v1/{**rest}", "/v1/chat/completions", "/v1/models", "/v1/models/{**id}", "/v1/codex/models.json", "/v1/usage", "/v1/messages", "/v1/responses", "/v1/responses/{id}", "/v1/responses/{id}/cancel", "/v1/responses/{id}/input_items", "/v1/embeddings", "/v1/messages/count_tokens", // the data plane authenticates callers itself
        "/anthropic/v1/{**rest}", "/anthropic/v1/messages", "/anthropic/v1/messages/count_tokens", "/anthropic/v1/models", "/anthropic/v1/models/{**id}",
        "GET /api/hello", // what Claude Code asks before it has a key
        "POST /admin/api/session", "DELETE /admin/api/session", // signing in and out
    ];

    [Fact]
    public async Task Every_endpoint_declares_a_permission_or_stands_in_the_list_of_open_ones()
    {
        var endpoints = await MappedAsync();

        endpoints.Count.ShouldBeGreaterThan(40);
        endpoints.Where(e => e.Metadata.GetMetadata<RequiredPermission>() is null).Select(Describe).ShouldBeEmpty("each endpoint says RequirePermission or ServeEveryone");
        endpoints.Where(e => e.Metadata.GetMetadata<RequiredPermission>() is { Name: null }).Select(Describe)
            .Where(d => !Open.Contains(d) && !Open.Contains(d[(d.IndexOf(' ', StringComparison.Ordinal) + 1)..])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Permissions_are_object_and_action_and_what_changes_needs_more_than_read()
    {
        var guarded = (await MappedAsync()).Where(e => e.Metadata.GetMetadata<RequiredPermission>() is { Name: not null }).ToList();

        foreach (var endpoint in guarded)
        {
            var name = endpoint.Metadata.GetMetadata<RequiredPermission>()!.Name!;
            name.ShouldMatch("^[a-z_]+:[a-z_]+$", Describe(endpoint));
            var reads = name.EndsWith(":read", StringComparison.Ordinal);
            // Taking the whole trail away is more than reading a page of it.
            if (Describe(endpoint).StartsWith("GET ", StringComparison.Ordinal)) (reads || name == "audit:export").ShouldBeTrue($"{Describe(endpoint)} needs {name}");
            // A preview only reads; its question is too long for a URL.
            else if (Describe(endpoint) == "POST /admin/api/access/preview") name.ShouldBe("access:read");
            else if (Describe(endpoint) == "POST /admin/api/routing/simulate") name.ShouldBe("route_groups:read");
            else reads.ShouldBeFalse($"{Describe(endpoint)} needs only {name}");
        }
    }

    [Fact]
    public async Task Nothing_under_admin_serves_everyone_but_signing_in_and_out() =>
        (await MappedAsync())
            .Where(e => Describe(e).Contains("/admin/", StringComparison.OrdinalIgnoreCase) && e.Metadata.GetMetadata<RequiredPermission>() is { Name: null })
            .Select(Describe).ShouldBe(["POST /admin/api/session", "DELETE /admin/api/session"], ignoreOrder: true);

    private Task<IReadOnlyList<RouteEndpoint>> MappedAsync() => MappedEndpoints.ReadAsync(databases);

    private static string Describe(RouteEndpoint endpoint) => MappedEndpoints.Describe(endpoint);
}
