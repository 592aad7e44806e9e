using System.Net;

namespace Signalbox.Egress;

/// <summary>
/// Finds the addresses of a host name. The operating system's resolver in the product; in tests the seam
/// through which a name can point anywhere, and somewhere else the next time it is asked.
/// </summary>
/// <param name="host">A host name, never an address literal.</param>
/// <param name="cancellationToken">Ends the wait, not necessarily the look-up.</param>
/// <exception cref="System.Net.Sockets.SocketException">The name does not resolve.</exception>
internal delegate Task<IPAddress[]> AddressResolver(string host, CancellationToken cancellationToken);
