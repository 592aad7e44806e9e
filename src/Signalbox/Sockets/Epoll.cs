using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Signalbox.Sockets;

/// <summary>What of Linux the runtime does not offer: to wait for many sockets on a thread of one's own (epoll(7)), and to begin a connection without the runtime's own polling.</summary>
internal static unsafe partial class Epoll
{
    public const uint Readable = 0x001, Writable = 0x004, Failed = 0x008, HungUp = 0x010, PeerEnded = 0x2000;

    private const uint EdgeTriggered = 1u << 31;
    private const int CloseOnExec = 0x80000, Add = 1, Delete = 2, Interrupted = 4, InProgress = 115;

    /// <summary>The kernel packs its structure on x86-64 alone.</summary>
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>Bytes of one event: flags, then the token.</summary>
    public static int EventSize => DataAt + 8;

    /// <summary>Opens an instance, for the life of the process.</summary>
    public static int Create()
    {
        var epoll = epoll_create1(CloseOnExec);
        return epoll >= 0 ? epoll : throw new Win32Exception(Marshal.GetLastPInvokeError(), "epoll_create1 failed.");
    }

    /// <summary>Tells of a socket from now on, both directions, once per change.</summary>
    /// <exception cref="SocketException">The system has no room for more.</exception>
    public static void Watch(int epoll, nint socket, ulong token)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = Readable | Writable | PeerEnded | EdgeTriggered;
        Marshal.WriteInt64((nint)(entry + DataAt), (long)token);
        if (epoll_ctl(epoll, Add, (int)socket, entry) != 0) throw Failure(Marshal.GetLastPInvokeError());
    }

    /// <summary>Tells of a socket no more. What was told already may still be on its way.</summary>
    public static void Forget(int epoll, nint socket)
    {
        var entry = stackalloc byte[16];
        _ = epoll_ctl(epoll, Delete, (int)socket, entry);
    }

    /// <summary>Waits for events.</summary>
    /// <param name="epoll">The instance.</param>
    /// <param name="events">Room for <paramref name="most"/> events of <see cref="EventSize"/> bytes.</param>
    /// <param name="most">The most that are wanted.</param>
    /// <param name="milliseconds">How long to wait; -1 for as long as it takes.</param>
    /// <returns>How many there are.</returns>
    public static int Wait(int epoll, byte* events, int most, int milliseconds)
    {
        while (true)
        {
            var count = epoll_wait(epoll, events, most, milliseconds);
            if (count >= 0) return count;
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw new Win32Exception(error, "epoll_wait failed.");
        }
    }

    /// <summary>Looks for events without waiting. Too short for the collector to care.</summary>
    public static int Look(int epoll, byte* events, int most) => Math.Max(0, epoll_look(epoll, events, most, 0));

    /// <summary>The event at a place.</summary>
    public static (uint Flags, ulong Token) Read(byte* events, int index)
    {
        var entry = events + (index * EventSize);
        return (*(uint*)entry, (ulong)Marshal.ReadInt64((nint)(entry + DataAt)));
    }

    /// <summary>Begins to connect a socket that does not block.</summary>
    /// <returns>Whether it is connected already; else it becomes writable when that is decided.</returns>
    /// <exception cref="SocketException">It cannot be connected.</exception>
    public static bool Connect(Socket socket, IPEndPoint to)
    {
        var address = to.Serialize();
        fixed (byte* bytes = address.Buffer.Span)
        {
            if (connect(socket.SafeHandle, bytes, (uint)address.Size) == 0) return true;
        }
        var error = Marshal.GetLastPInvokeError();
        return error is InProgress or Interrupted ? false : throw Failure(error);
    }

    /// <summary>What a system's error number means (errno.h of Linux).</summary>
    private static SocketException Failure(int error) => new((int)(error switch
    {
        111 => SocketError.ConnectionRefused,
        110 => SocketError.TimedOut,
        113 => SocketError.HostUnreachable,
        112 => SocketError.HostDown,
        101 => SocketError.NetworkUnreachable,
        100 => SocketError.NetworkDown,
        104 => SocketError.ConnectionReset,
        103 => SocketError.ConnectionAborted,
        97 => SocketError.AddressFamilyNotSupported,
        99 => SocketError.AddressNotAvailable,
        13 or 1 => SocketError.AccessDenied,
        24 or 23 => SocketError.TooManyOpenSockets,
        105 or 12 or 28 => SocketError.NoBufferSpaceAvailable,
        _ => SocketError.SocketError,
    }));

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int socket, byte* entry);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    [SuppressGCTransition]
    private static partial int epoll_look(int epoll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int connect(SafeHandle socket, byte* address, uint length);
}
