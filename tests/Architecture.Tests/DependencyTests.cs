using Architecture.Tests.Code;

namespace Architecture.Tests;

/// <summary>Rule 7 of the architecture: a capability uses only what its row names.</summary>
public sealed class DependencyTests
{
    private static readonly CapabilityGraph Graph = CapabilityGraph.OfGateway();
    private static readonly DependencyTable Table = DependencyTable.Read();

    [Fact]
    public void A_capability_uses_only_what_its_row_names()
    {
        var offenders = Graph.Edges
            .Where(edge => !Table.Allowed.TryGetValue(edge.Key.User, out var allowed) || !allowed.Contains(edge.Key.Used))
            .SelectMany(edge => edge.Value);

        offenders.ShouldBeEmpty("Take the use away, or add it to docs/reference/dependencies.table with a reason a reviewer accepts.");
    }

    [Fact]
    public void A_row_names_nothing_that_is_not_used()
    {
        var unused = Table.Allowed.SelectMany(row => row.Value.Where(used => !Graph.Edges.ContainsKey((row.Key, used))).Select(used => $"{row.Key} -> {used}"));

        unused.ShouldBeEmpty();
        Table.Allowed.Keys.ShouldBe(Graph.Capabilities);
    }

    [Fact]
    public void No_capability_uses_itself_by_way_of_others()
    {
        var order = Graph.Edges.Keys.Where(edge => !Table.AgainstOrder.Contains(edge)).ToLookup(edge => edge.User, edge => edge.Used);
        foreach (var capability in Graph.Capabilities) Visit(capability, []);

        void Visit(string capability, List<string> path)
        {
            path.ShouldNotContain(capability, $"a circle: {string.Join(" -> ", [.. path, capability])}");
            foreach (var used in order[capability]) Visit(used, [.. path, capability]);
        }
    }

    [Fact]
    public void The_request_path_knows_no_database() => Graph.UsedBy("Pipeline").ShouldNotContain("Storage");

    [Theory]
    [InlineData("Signalbox.Core.dll")]
    [InlineData("Signalbox.Wire.dll")]
    public void Core_and_Wire_are_pure(string assembly)
    {
        // System itself holds the clock and the environment too; BannedSymbols.Pure.txt forbids those members.
        string[] pure =
        [
            "System", "System.Buffers", "System.Buffers.Binary", "System.Buffers.Text", "System.Collections", "System.Collections.Concurrent",
            "System.Collections.Frozen", "System.Collections.Generic", "System.Collections.Immutable", "System.ComponentModel", "System.Diagnostics",
            "System.Diagnostics.CodeAnalysis", "System.Globalization", "System.Linq", "System.Numerics", "System.Reflection", "System.Runtime.CompilerServices",
            "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "System.Security.Cryptography", "System.Text", "System.Text.Encodings.Web",
            "System.Text.Json", "System.Text.Json.Nodes", "System.Text.Json.Serialization", "System.Text.Json.Serialization.Metadata",
            "System.Text.RegularExpressions", "System.Text.Unicode", "System.Threading", "System.CodeDom.Compiler",
        ];

        var offenders = CompiledAssembly.Read(assembly).SelectMany(type => type.Uses
            // An exception that lives in System.IO is no I/O, nor is a stream over data that is part of the assembly.
            .Where(used => CapabilityGraph.Of(used) is null && used != "System.IO.InvalidDataException" && !pure.Contains(Namespace(used), StringComparer.Ordinal))
            .Where(used => used != "System.IO.Stream" || type.FullName is not ("Signalbox.Wire.OpenAIChat.ChatServers" or "Signalbox.Wire.Tokens.TokenEncoding"))
            // What a call's snapshot carries of an outside policy is how to ask it; who answers is not in Core.
            .Where(used => used != "System.Threading.Tasks.ValueTask`1" || type.FullName is not ("Signalbox.Core.Routing.Policies.IPolicyDecider" or "Signalbox.Core.Routing.Policies.IPolicyEngine"))
            .Select(used => $"{type.FullName} uses {used}"));

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Only_Egress_opens_connections()
    {
        string[] openers =
        [
            "System.Net.Http.SocketsHttpHandler", "System.Net.Http.HttpClientHandler", "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient",
            "System.Net.WebClient", "System.Net.WebSockets.ClientWebSocket", "System.Net.Dns",
            // Without a handler it makes one of its own.
            "System.Net.Http.HttpClient", "System.Net.Http.IHttpClientFactory",
            // They connect to what they are told, and judge nothing.
            "Signalbox.Sockets.LoopSocket",
        ];
        // The command line is a client, not the gateway.
        var offenders = CompiledAssembly.Read("signalbox.dll")
            .Where(type => CapabilityGraph.Of(type.FullName) is not ("Egress" or "Sockets" or "Cli"))
            .SelectMany(type => type.Uses.Where(openers.Contains).Select(used => $"{type.FullName} uses {used}"));

        offenders.ShouldBe(
        [
            // The probe reports on connecting step by step; the socket it holds comes from Egress's own connector.
            "Signalbox.Models.Probe.ConnectionProbe uses System.Net.Sockets.Socket",
            // OpenTelemetry's exporter wants a client; its handler is of Egress.
            "Signalbox.Observability.Export.TelemetryExport uses System.Net.Http.HttpClient",
        ], ignoreOrder: true);
    }

    /// <summary>Libraries that connect by themselves, past Egress: to the database and Redis, and to the identity services of clouds (decision 13).</summary>
    [Fact]
    public void A_library_that_connects_by_itself_is_used_where_it_must_be_and_nowhere_else()
    {
        string[] libraries = ["Npgsql.", "StackExchange.Redis.", "Amazon.", "Azure.", "Google.Apis."];

        var users = CompiledAssembly.Read("signalbox.dll")
            .SelectMany(type => libraries.Where(library => type.Uses.Any(used => used.StartsWith(library, StringComparison.Ordinal))).Select(library => $"{library} {CapabilityGraph.Of(type.FullName)}"))
            .Distinct();

        users.ShouldBe(
            ["Npgsql. Storage", "Npgsql. Usage", "StackExchange.Redis. Cluster", "Amazon. Models", "Azure. Models", "Google.Apis. Models"], ignoreOrder: true);
    }

    private static string Namespace(string fullName) => fullName.LastIndexOf('.') is > 0 and var dot ? fullName[..dot] : "";
}
