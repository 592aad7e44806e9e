using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Signalbox.Sockets;

/// <summary>
/// A thread that waits for sockets and runs whatever waited for them, there and then: a call goes on where its bytes arrived, and no other thread
/// has to be woken for it. Whatever runs here should not wait for anything else; if it does, <see cref="SocketLoops"/> gives the sockets to
/// another thread (<see cref="Replace"/>), and the one that waits goes home when it is done.
/// </summary>
internal sealed unsafe class SocketLoop(string name)
{
    private const int Most = 128;

    [ThreadStatic]
    private static SocketLoop? _current;

    private readonly int _epoll = Epoll.Create();
    private readonly Lock _gate = new();
    private readonly Stack<uint> _free = new();
    private LoopSocket?[] _sockets = new LoopSocket?[64];
    private uint _used;
    private uint _tokens;
    private Turn _turn = new(null);
    private long _seen = -1;

    /// <summary>The loop whose thread asks; null in any other thread.</summary>
    public static SocketLoop? Current => _current;

    /// <summary>How often the sockets had to be given to another thread.</summary>
    public long Replacements { get; private set; }

    /// <summary>Starts the thread.</summary>
    public void Start() => Run(_turn);

    /// <summary>Tells a socket what happens to it from now on.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The system has no room for more.</exception>
    public void Add(LoopSocket socket)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out var place)) place = _used++;
            if (place == _sockets.Length) Array.Resize(ref _sockets, _sockets.Length * 2);
            socket.Token = ((ulong)++_tokens << 32) | place;
            Volatile.Write(ref _sockets[place], socket);
        }
        try
        {
            Epoll.Watch(_epoll, socket.Handle, socket.Token);
        }
        catch
        {
            Leave(socket);
            throw;
        }
    }

    /// <summary>Tells a socket nothing more; before it is closed.</summary>
    public void Remove(LoopSocket socket)
    {
        Epoll.Forget(_epoll, socket.Handle);
        Leave(socket);
    }

    /// <summary>Whether the thread has been running one and the same thing since it was last asked, and there is no other yet.</summary>
    public bool IsStuck()
    {
        var turn = _turn;
        var at = turn.IsRunning ? turn.Begun : -1;
        var stuck = at >= 0 && at == _seen;
        _seen = at;
        return stuck;
    }

    /// <summary>
    /// Gives the sockets to a new thread, and what the old one was told and did not come to. Not when that waits by now: it would be told more all the
    /// same, and nobody would see it get stuck.
    /// </summary>
    public void Replace()
    {
        _seen = -1;
        var old = _turn;
        if (!old.TryEnd()) return;
        Replacements++;
        Run(_turn = new Turn(old));
    }

    private void Leave(LoopSocket socket)
    {
        lock (_gate)
        {
            var place = (uint)socket.Token;
            _sockets[place] = null;
            _free.Push(place);
        }
    }

    private void Run(Turn turn) =>
        new Thread(() => Work(turn)) { IsBackground = true, Name = name }.UnsafeStart();

    private void Work(Turn turn)
    {
        _current = this;
        // The one before may have lost its turn over the rest of another.
        for (var before = turn.Before; before is not null; before = before.Before)
        {
            if (!Tell(turn, before)) return;
        }
        turn.Before = null;
        var lastWait = TimeSpan.MaxValue;
        Func<int, int> wait = milliseconds => Epoll.Wait(_epoll, turn.Events, Most, milliseconds);
        do turn.Arrived(Wakefulness.Shared.Await(ref lastWait, wait));
        while (Tell(turn, turn));
    }

    /// <summary>Tells what a turn was told and nobody came to yet.</summary>
    /// <returns>Whether the sockets are still the thread's own; else what is left is the next one's.</returns>
    private bool Tell(Turn by, Turn of)
    {
        by.Begin();
        while (!by.IsOver && of.TryTake(out var flags, out var token))
        {
            by.Begun++;
            // A socket that was closed in the meantime, or another in its place, is not meant.
            if (Volatile.Read(ref Volatile.Read(ref _sockets)[(uint)token]) is { } socket && socket.Token == token) socket.Happened(flags);
        }
        return by.TryWait();
    }

    /// <summary>The time that a thread has the sockets.</summary>
    private sealed class Turn(Turn? before)
    {
        private const int Waits = 0, Runs = 1, Over = 2;

        private readonly byte[] _events = GC.AllocateArray<byte>(Most * Epoll.EventSize, pinned: true);
        private int _count;
        private int _next;
        private int _state = Waits;

        /// <summary>Whose rest is to be told first.</summary>
        public Turn? Before { get; set; } = before;

        public byte* Events => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_events));

        /// <summary>Whether something is run now.</summary>
        public bool IsRunning => Volatile.Read(ref _state) == Runs;

        /// <summary>Whether another thread has the sockets.</summary>
        public bool IsOver => Volatile.Read(ref _state) == Over;

        /// <summary>How many things it has begun to run.</summary>
        public long Begun;

        /// <summary>Something is to be run.</summary>
        public void Begin() => Volatile.Write(ref _state, Runs);

        /// <summary>Nothing is run any more. False when the turn was over by then.</summary>
        public bool TryWait() => Interlocked.CompareExchange(ref _state, Waits, Runs) == Runs;

        /// <summary>Another thread is to have the sockets. False when nothing is run.</summary>
        public bool TryEnd() => Interlocked.CompareExchange(ref _state, Over, Runs) == Runs;

        public void Arrived(int count)
        {
            _count = count;
            Volatile.Write(ref _next, 0);
        }

        public bool TryTake(out uint flags, out ulong token)
        {
            (flags, token) = (0, 0);
            if (Volatile.Read(ref _next) >= _count) return false;
            var index = Interlocked.Increment(ref _next) - 1;
            if (index >= _count) return false;
            (flags, token) = Epoll.Read(Events, index);
            return true;
        }
    }
}
