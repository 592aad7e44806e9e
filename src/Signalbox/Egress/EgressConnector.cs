using System.Net;
using System.Net.Sockets;
using Signalbox.Sockets;

namespace Signalbox.Egress;

/// <summary>
/// Opens every outgoing TCP connection:
/// <code>
/// 1. plain http only where the policy permits it for this host
/// 2. resolve the name, or read the literal
/// 3. judge every address; leave out those not permitted; none left: refuse
/// 4. connect to one of the judged addresses, never to the name
/// </code>
/// Because the address that was judged is the address that is called, a name that changes its mind between
/// check and use (DNS rebinding) gains nothing. The policy's permissions count for one host only: any other
/// name reached through the same handler is held to the default, https and public.
/// </summary>
/// <param name="host">The host that the operator named, as <see cref="Uri.IdnHost"/> spells it.</param>
/// <param name="policy">What is permitted for that host.</param>
/// <param name="resolve">Finds the addresses of a name.</param>
internal sealed class EgressConnector(string host, EgressPolicy policy, AddressResolver resolve)
{
    /// <summary>The form that <see cref="SocketsHttpHandler.ConnectCallback"/> takes.</summary>
    /// <exception cref="EgressRefusedException">The guard forbids the connection.</exception>
    /// <exception cref="SocketException">The name does not resolve, or no address can be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        // The end point writes an IPv6 literal in brackets, Uri.IdnHost does not.
        await ConnectAsync(
            context.DnsEndPoint.Host.Trim('[', ']'), context.DnsEndPoint.Port, context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp, cancellationToken);

    /// <summary>Opens a connection for HTTP.</summary>
    /// <param name="name">The host, as <see cref="Uri.IdnHost"/> spells it.</param>
    /// <param name="port">The port.</param>
    /// <param name="isPlain">Whether it is not going to be secured.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="EgressRefusedException">The guard forbids the connection.</exception>
    /// <exception cref="SocketException">The name does not resolve, or no address can be reached.</exception>
    public async Task<Stream> ConnectAsync(string name, int port, bool isPlain, CancellationToken cancellationToken)
    {
        if (isPlain && !IsPermittedFor(name, policy.AllowHttp))
            throw new EgressRefusedException(EgressUrl.HttpNotAllowed(name));

        // Asked before anything is awaited: in the thread that wants the connection.
        var loop = SocketLoops.AreSupported ? SocketLoops.Shared.ForOpened() : null;
        var addresses = Permitted(name, await ResolveAsync(name, cancellationToken));
        return loop is not null
            ? new LoopStream(await RaceAsync(addresses, port, (socket, to, token) => LoopSocket.ConnectAsync(socket, to, loop, token), cancellationToken))
            : new NetworkStream(await ConnectAsync(addresses, port, cancellationToken), ownsSocket: true);
    }

    /// <summary>Opens a connection for a protocol other than HTTP, to be secured by whoever speaks it.</summary>
    /// <exception cref="EgressRefusedException">The guard forbids the connection.</exception>
    /// <exception cref="SocketException">The name does not resolve, or no address can be reached.</exception>
    public async Task<Stream> OpenAsync(string name, int port, CancellationToken cancellationToken)
    {
        var addresses = Permitted(name, await ResolveAsync(name, cancellationToken));
        return new NetworkStream(await ConnectAsync(addresses, port, cancellationToken), ownsSocket: true);
    }

    /// <summary>Resolves a host without judging its addresses.</summary>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public async Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(name, out var literal))
            return [literal];
        var found = await resolve(name, cancellationToken);
        return found.Length > 0 ? found : throw new SocketException((int)SocketError.NoData);
    }

    /// <summary>Leaves of a host's addresses those that may be called.</summary>
    /// <exception cref="EgressRefusedException">None may be.</exception>
    public IPAddress[] Permitted(string name, IPAddress[] found)
    {
        var allowPrivate = IsPermittedFor(name, policy.AllowPrivate);
        IPAddress[] permitted = [.. found.Where(a => EgressGuard.Permits(EgressGuard.Classify(a), allowPrivate))];
        return permitted.Length > 0
            ? permitted
            : throw new EgressRefusedException(
                EgressUrl.AddressRefused(name, found[0], EgressGuard.Classify(found[0])));
    }

    /// <summary>Connects to one of several judged addresses of one host.</summary>
    /// <exception cref="SocketException">None can be reached.</exception>
    public static Task<Socket> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken) =>
        RaceAsync(
            addresses, port,
            static async (socket, endpoint, token) =>
            {
                await socket.ConnectAsync(endpoint, token);
                return socket;
            },
            cancellationToken);

    private static Task<T> RaceAsync<T>(
        IPAddress[] addresses, int port, Func<Socket, IPEndPoint, CancellationToken, Task<T>> connect, CancellationToken cancellationToken)
        where T : IDisposable =>
        ConnectionRace.RunAsync(
            InterleaveFamilies(addresses),
            (address, token) => ConnectAsync(new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port), connect, token),
            TimeProvider.System,
            cancellationToken);

    private bool IsPermittedFor(string name, bool permission) =>
        permission && string.Equals(name, host, StringComparison.OrdinalIgnoreCase);

    private static async Task<T> ConnectAsync<T>(
        IPEndPoint endpoint, Func<Socket, IPEndPoint, CancellationToken, Task<T>> connect, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            // A stream may be silent for minutes; this finds a peer that vanished without a word.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            return await connect(socket, endpoint, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The resolver's order, but alternating between the families (RFC 8305 section 4).</summary>
    private static List<IPAddress> InterleaveFamilies(IPAddress[] addresses)
    {
        var first = addresses.Where(a => a.AddressFamily == addresses[0].AddressFamily).ToArray();
        var second = addresses.Where(a => a.AddressFamily != addresses[0].AddressFamily).ToArray();
        var ordered = new List<IPAddress>(addresses.Length);
        for (var i = 0; i < Math.Max(first.Length, second.Length); i++)
        {
            ordered.AddRange(first.Skip(i).Take(1));
            ordered.AddRange(second.Skip(i).Take(1));
        }

        return ordered;
    }
}
