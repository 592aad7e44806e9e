using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Signalbox.Bench.Upstream;

// An upstream that costs next to nothing, so that what is measured is the contender: bare sockets, prepared answers.
// Meant to run with DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1, which answers on the thread that saw the request arrive.
// Usage: upstream PORT [MILLISECONDS], which it lets pass before an answer in one piece; none when left out.
using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(args[0], CultureInfo.InvariantCulture)));
listener.Listen(8192);

var answers = new Answers();
var delay = args.Length > 1 ? TimeSpan.FromMilliseconds(int.Parse(args[1], CultureInfo.InvariantCulture)) : TimeSpan.Zero;
using var pacer = new Pacer();
while (true)
{
    var socket = await listener.AcceptAsync();
    socket.NoDelay = true;
    _ = new UpstreamConnection(socket, answers, pacer, delay).RunAsync();
}
