using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GatewayHost;

// Runs the gateways of a test run side by side in one process, so that their code is loaded and compiled once and not for each. Every one is
// the real thing, with a port, a data directory and settings of its own. Asked by lines of JSON over a connection to the test run, whose port is
// the argument; ends with it.
using var connection = new TcpClient();
await connection.ConnectAsync(IPAddress.Loopback, int.Parse(args[0], CultureInfo.InvariantCulture));
using var reader = new StreamReader(connection.GetStream());
var replies = new Replies(connection.GetStream());
Console.SetOut(TextWriter.Synchronized(new OutputByGateway(replies)));
Console.SetError(Console.Out);

var gateways = new ConcurrentDictionary<int, HostedGateway>();
while (await reader.ReadLineAsync() is { } line)
{
    var request = HostRequest.Parse(line);
    if (request.Environment is { } environment) gateways[request.Gateway] = HostedGateway.Start(request.Gateway, environment, replies);
    else if (gateways.TryRemove(request.Gateway, out var stopped)) stopped.Stop();
}
