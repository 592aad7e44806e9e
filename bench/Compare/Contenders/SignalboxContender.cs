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
    public static Contender Create(string binaries, string directory, int upstreamPort)
    {
        var port = FreePort.Find();
        Directory.CreateDirectory(directory);
        var configuration = Path.Combine(directory, "signalbox.yaml");
        File.WriteAllText(configuration, Configuration(upstreamPort));

        var start = DotnetContenders.Dotnet(binaries, "signalbox", "signalbox.dll", "serve");
        start.Environment["SIGNALBOX_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        start.Environment["SIGNALBOX_DATA"] = Path.Combine(directory, "data");
        start.Environment["SIGNALBOX_MASTER_KEY"] = AdminKey;
        start.Environment["SIGNALBOX_CONFIG"] = configuration;
        return new Contender("signalbox", port) { Start = start, Key = Key, AdminKey = AdminKey, Translates = true, Database = Path.Combine(directory, "data", "signalbox.db") };
    }

    private static string Configuration(int upstreamPort) =>
        $$"""
        providers:
          - { name: bench, kind: openai_compatible, base_url: "http://127.0.0.1:{{upstreamPort}}/v1", api_key: "sk-bench-upstream", allow_private: true, allow_http: true }
        models:
          - { name: bench-large, deployments: [ { provider: bench, upstream_model: bench-1, capabilities: [chat, tools], price: { input: 2.5, cached_input: 1.25, output: 10 } } ] }
          - { name: bench-small, deployments: [ { provider: bench, upstream_model: bench-2, capabilities: [chat, tools], price: { input: 0.15, cached_input: 0.075, output: 0.6 } } ] }
          - { name: {{ForbiddenModel}}, deployments: [ { provider: bench, upstream_model: bench-3, capabilities: [chat] } ] }
        route_groups:
          - { key: {{Workload.Model}}, strategy: weighted, members: [ { model: bench-large, weight: 20 }, { model: bench-small, weight: 80 } ] }
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
