using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Signalbox.Configuration;
using Signalbox.Observability.Logging;
using Signalbox.Storage;
using Testing.Files;
using Testing.Gateway;
using Testing.Net;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests;

/// <summary>
/// What a gateway that has stopped leaves behind in its process: nothing, or one that runs several of them after each other, as a run of tests does,
/// would fill up.
/// </summary>
public sealed class StoppedGatewayTests(TestDatabase databases)
{
    private const string AdminKey = "master-key-for-tests-only-0123456789abcdef";

    [Fact]
    public async Task Nothing_holds_a_gateway_that_has_stopped_and_its_connections_are_closed()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        using var data = new TempDirectory();

        var gateway = await RunAsync(upstream, data);

        await Eventually.TrueAsync(() => !IsConnectedTo(upstream.Port), TimeSpan.FromSeconds(20), "no connection to the upstream is open");
        await Eventually.TrueAsync(() => IsCollected(gateway), TimeSpan.FromSeconds(30), "nothing holds the gateway");
    }

    /// <summary>Serves calls, one of them a stream, and stops.</summary>
    /// <returns>Its settings, which all that belongs to it leads to.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> RunAsync(FakeUpstream upstream, TempDirectory data)
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var settings = new GatewaySettings
        {
            Urls = url, DataDirectory = data.Path, Database = DatabaseOptions.Parse(await databases.CreateAsync(), data.Path), MasterKey = AdminKey,
            Logs = new LogOptions(Json: true, LogLevel.None), Output = TextWriter.Null,
        };
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => Signalbox.Gateway.RunAsync(settings, stop.Token));
        using (var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url) })
        {
            await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri("readyz", UriKind.Relative))).IsSuccessStatusCode, TimeSpan.FromSeconds(60));
            var scenario = await GatewayScenario.CreateAsync(new AdminClient(http, AdminKey), upstream);
            var caller = new CallerClient(http, scenario.Key);
            using (var response = await caller.ChatAsync(scenario.Model)) response.StatusCode.ShouldBe(HttpStatusCode.OK);
            using (var stream = await caller.ChatAsync(scenario.Model, stream: true)) (await stream.ReadStreamAsync()).IsDone.ShouldBeTrue();
            IsConnectedTo(upstream.Port).ShouldBeTrue();
        }
        await stop.CancelAsync();
        (await running.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);
        return new WeakReference(settings);
    }

    private static bool IsConnectedTo(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Any(connection => connection.RemoteEndPoint.Port == port && connection.State == TcpState.Established);

    private static bool IsCollected(WeakReference gateway)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return !gateway.IsAlive;
    }
}
