using System.Net;
using System.Net.Sockets;
using Testing.Gateway;

namespace Gateway.Tests;

/// <summary>A gateway that cannot start says why, and nothing else.</summary>
public sealed class FailedStartTests
{
    [Fact]
    public async Task Where_its_address_is_taken_that_is_the_one_error_and_no_work_in_the_background_is_told_of_as_broken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Port = ((IPEndPoint)other.LocalEndpoint).Port, WaitUntilReady = false, OwnProcess = true });
        await gateway.Process.WaitForExitAsync(TimeSpan.FromSeconds(60));

        gateway.Process.ExitCode.ShouldBe(1, gateway.Output);
        gateway.Output.ShouldContain("address already in use");
        gateway.Output.ShouldNotContain("CanceledException");
        gateway.Output.ShouldNotContain("BackgroundService");
    }
}
