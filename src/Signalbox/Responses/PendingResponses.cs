using System.Diagnostics.CodeAnalysis;
using Signalbox.Threading;

namespace Signalbox.Responses;

/// <summary>What the database does not have yet, oldest first and bounded. Thread-safe.</summary>
internal sealed class PendingResponses(ResponsesOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string KeyId, string Id), LinkedListNode<KeptResponse>> _byId = [];
    private readonly Dictionary<(string KeyId, string Id), TaskCompletionSource> _awaited = [];
    private readonly LinkedList<KeptResponse> _oldestFirst = [];
    private readonly WakeUp _wakeUp = new();
    private long _bytes;
    private volatile bool _isStalled;

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Whether the database did not take the last batch, or not in time: nobody need wait for the next.</summary>
    public bool IsStalled
    {
        get => _isStalled;
        set => _isStalled = value;
    }

    /// <summary>Waits until somebody waits for the database to have a response, or for a time.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _wakeUp.WaitAsync(atMost, cancellation);

    /// <summary>Asks for a batch at once. Completed when the database has the newest state of a response, or it was dropped.</summary>
    public Task WhenWritten(string keyId, string id)
    {
        TaskCompletionSource? written;
        lock (_gate)
        {
            if (!_byId.ContainsKey((keyId, id))) return Task.CompletedTask;
            if (!_awaited.TryGetValue((keyId, id), out written))
                _awaited[(keyId, id)] = written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        _wakeUp.Set();
        return written.Task;
    }

    public void Dispose() => _wakeUp.Dispose();

    /// <summary>Adds a response, or a newer state of one.</summary>
    /// <returns>How many of the oldest had to be dropped for it.</returns>
    public int Put(KeptResponse response)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue((response.KeyId, response.Id), out var known)) TakeOut(known);
            _byId[(response.KeyId, response.Id)] = _oldestFirst.AddLast(response);
            _bytes += response.Size;
            var dropped = 0;
            for (; _bytes > options.MaxPendingBytes && _oldestFirst.Count > 1; dropped++) Remove(_oldestFirst.First!);
            return dropped;
        }
    }

    /// <summary>The ids of what waits for a key.</summary>
    public IReadOnlyList<string> IdsOf(string keyId)
    {
        lock (_gate) return [.. _byId.Keys.Where(known => known.KeyId == keyId).Select(known => known.Id)];
    }

    /// <summary>Finds the newest state of a response.</summary>
    public bool TryFind(string keyId, string id, [NotNullWhen(true)] out KeptResponse? response)
    {
        lock (_gate)
        {
            response = _byId.TryGetValue((keyId, id), out var node) ? node.Value : null;
            return response is not null;
        }
    }

    /// <summary>The oldest, within bounds, at least one where there is one; they stay until <see cref="Remove(IReadOnlyList{KeptResponse})"/>.</summary>
    public IReadOnlyList<KeptResponse> Oldest(int most, long mostBytes)
    {
        lock (_gate)
        {
            var batch = new List<KeptResponse>();
            for (var node = _oldestFirst.First; node is not null && batch.Count < most && (batch.Count == 0 || mostBytes > 0); node = node.Next)
            {
                batch.Add(node.Value);
                mostBytes -= node.Value.Size;
            }
            return batch;
        }
    }

    /// <summary>Removes what was written, unless there is a newer state of it by now.</summary>
    public void Remove(IReadOnlyList<KeptResponse> written)
    {
        lock (_gate)
        {
            foreach (var response in written)
                if (_byId.TryGetValue((response.KeyId, response.Id), out var node) && ReferenceEquals(node.Value, response))
                    Remove(node);
        }
    }

    private void Remove(LinkedListNode<KeptResponse> node)
    {
        TakeOut(node);
        if (_awaited.Remove((node.Value.KeyId, node.Value.Id), out var written)) written.SetResult();
    }

    private void TakeOut(LinkedListNode<KeptResponse> node)
    {
        _byId.Remove((node.Value.KeyId, node.Value.Id));
        _oldestFirst.Remove(node);
        _bytes -= node.Value.Size;
    }
}
