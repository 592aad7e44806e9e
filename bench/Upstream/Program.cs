using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Signalbox.Bench.Upstream;

// An upstream that costs next to nothing, so that what is measured is the contender: bare sockets, prepared answers.
// Meant to run with DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1, which answers on the thread that saw the request arrive.
// Usage: upstream PORT
using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(args[0], CultureInfo.InvariantCulture)));
listener.Listen(8192);

var answers = new Answers();
using var pacer = new Pacer();
while (true)
{
    var socket = await listener.AcceptAsync();
    socket.NoDelay = true;
    _ = new UpstreamConnection(socket, answers, pacer).RunAsync();
}
