using System.Globalization;

namespace Signalbox.Bench.Compare.Contenders;

/// <summary>
/// The gateway as it ships, with everything on: the key is looked up, access is judged at organization, team, project, user and key, each of
/// which restricts; a weighted route group chooses a model; usage is priced, journaled and written to SQLite.
/// </summary>
internal static class SignalboxContender
{
    /// <summary>A model that exists and that the key may not call.</summary>
    public const string ForbiddenModel = "bench-forbidden";

    private const string Key = "sb-bench-key-for-loopback-measurements-only";
    private const string AdminKey = "bench-admin-key-for-loopback-only";

    /// <summary>Writes its configuration into <paramref name="directory"/>, which becomes its data directory.</summary>
    /// <param name="binaries">Where it was published.</param>
    /// <param name="directory">Of its own.</param>
    /// <param name="upstreamPort">Where the upstream listens.</param>
    /// <param name="shadowPort">Where a candidate listens that answers every call too; null for none.</param>
    public static Contender Create(string binaries, string directory, int upstreamPort, int? shadowPort = null)
    {
        var port = FreePort.Find();
        Directory.CreateDirectory(directory);
        var configuration = Path.Combine(directory, "signalbox.yaml");
        File.WriteAllText(configuration, Configuration(upstreamPort, shadowPort));

        var start = DotnetContenders.Dotnet(binaries, "signalbox", "signalbox.dll", "serve");
        start.Environment["SIGNALBOX_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        start.Environment["SIGNALBOX_DATA"] = Path.Combine(directory, "data");
        start.Environment["SIGNALBOX_MASTER_KEY"] = AdminKey;
        start.Environment["SIGNALBOX_CONFIG"] = configuration;
        return new Contender(shadowPort is null ? "signalbox" : CompareOptions.Shadowed, port) { Start = start, Key = Key, AdminKey = AdminKey, Translates = true, Database = Path.Combine(directory, "data", "signalbox.db") };
    }

    private const string WeightedGroup = $"{{ key: {Workload.Model}, strategy: weighted, members: [ {{ model: bench-large, weight: 20 }}, {{ model: bench-small, weight: 80 }} ] }}";

    /// <summary>A primary, and a candidate that answers all of its calls too, as many at once as may be.</summary>
    private const string ShadowedGroup = $"{{ key: {Workload.Model}, strategy: primary, members: [ {{ model: bench-small, status: primary }}, {{ model: bench-late, status: shadow }} ], fallback: [], shadow: {{ sample_percent: 100, max_concurrency: 64 }} }}";

    private static string Configuration(int upstreamPort, int? shadowPort) =>
        $$"""
        providers:
          - { name: bench, kind: openai_compatible, base_url: "http://127.0.0.1:{{upstreamPort}}/v1", api_key: "sk-bench-upstream", allow_private: true, allow_http: true }
          - { name: bench-late, kind: openai_compatible, base_url: "http://127.0.0.1:{{shadowPort ?? upstreamPort}}/v1", api_key: "sk-bench-upstream", allow_private: true, allow_http: true }
        models:
          - { name: bench-large, deployments: [ { provider: bench, upstream_model: bench-1, capabilities: [chat, tools], price: { input: 2.5, cached_input: 1.25, output: 10 } } ] }
          - { name: bench-small, deployments: [ { provider: bench, upstream_model: bench-2, capabilities: [chat, tools], price: { input: 0.15, cached_input: 0.075, output: 0.6 } } ] }
          - { name: bench-late, deployments: [ { provider: bench-late, upstream_model: bench-4, capabilities: [chat, tools], price: { input: 0.1, cached_input: 0.05, output: 0.4 } } ] }
          - { name: {{ForbiddenModel}}, deployments: [ { provider: bench, upstream_model: bench-3, capabilities: [chat] } ] }
        route_groups:
          - {{(shadowPort is null ? WeightedGroup : ShadowedGroup)}}
        organizations:
          - name: bench
            grants: [{{Workload.Model}}, {{ForbiddenModel}}]
            users: [ { name: ana, email: ana@bench.example, access: { mode: restrict, grants: [{{Workload.Model}}] } } ]
            teams:
              - name: web
                access: { mode: restrict, grants: [{{Workload.Model}}, {{ForbiddenModel}}] }
                projects:
                  - name: shop
                    environment: prod
                    access: { mode: restrict, grants: [{{Workload.Model}}] }
                    keys: [ { name: shop-1, value: "{{Key}}", user: ana, access: { mode: restrict, grants: [{{Workload.Model}}] } } ]
        """;
}
