using System.Text;

namespace Cluster.Tests;

/// <summary>Messages on the channel that no gateway sent, or not like that.</summary>
public sealed class HostileMessageTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Duplicate_late_and_senseless_messages_do_no_harm()
    {
        var channel = (await cluster.Redis.ChannelsAsync()).ShouldHaveSingleItem();
        channel.ShouldMatch("^signalbox:[0-9A-Za-z_-]{16}:invalidations$");
        var version = await ClusterFixture.VersionAsync(cluster.Second);
        var reloads = await ClusterFixture.MetricAsync(cluster.Second, "signalbox_snapshot_reloads_total");
        var unreadable = await ClusterFixture.MetricAsync(cluster.Second, "signalbox_invalidations_received_total", "unreadable");

        byte[][] messages =
        [
            .. Enumerable.Repeat(Registry(version), 20),
            Registry(1), Registry(version - 1), Registry(0),
            // A version from the future has the registry looked at, and nothing else.
            .. Enumerable.Repeat(Registry(long.MaxValue), 20),
            .. Senseless.Select(Encoding.UTF8.GetBytes),
            [], [0xff, 0xfe, 0x00], new byte[1 << 20],
        ];
        (await cluster.Redis.PublishAsync(channel, messages)).ShouldBe(messages.Length * 3);
        await Task.Delay(1000);

        foreach (var gateway in cluster.Gateways)
        {
            (await ClusterFixture.VersionAsync(gateway)).ShouldBe(version);
            (await ClusterFixture.ReadinessAsync(gateway)).Codes.ShouldBeEmpty();
        }
        (await ClusterFixture.MetricAsync(cluster.Second, "signalbox_snapshot_reloads_total")).ShouldBe(reloads);
        (await ClusterFixture.MetricAsync(cluster.Second, "signalbox_invalidations_received_total", "unreadable")).ShouldBe(unreadable + Senseless.Length + 3);

        var (_, secret) = await cluster.IssueKeyAsync();
        foreach (var gateway in cluster.Gateways) await ClusterFixture.KnowsAsync(gateway, secret, wanted: true, TimeSpan.FromSeconds(3));
    }

    private static string[] Senseless =>
    [
        "hello", "{", "[]", "null", "42", "{}", """{"kind":"registry"}""", """{"kind":null,"version":1,"instance":"x","at":0}""",
        """{"kind":"registry","version":-1,"instance":"x","at":0}""", """{"kind":"registry","version":"many","instance":"x","at":0}""",
        """{"kind":"registry","version":99999999999999999999,"instance":"x","at":0}""", """{"kind":"counters","version":1,"instance":"x","at":0}""",
    ];

    private static byte[] Registry(long version) => Encoding.UTF8.GetBytes($$"""{"kind":"registry","version":{{version}},"instance":"somebody","at":0}""");
}
