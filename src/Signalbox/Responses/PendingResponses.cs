using System.Diagnostics.CodeAnalysis;

namespace Signalbox.Responses;

/// <summary>What the database does not have yet, oldest first and bounded. Thread-safe.</summary>
internal sealed class PendingResponses(ResponsesOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string KeyId, string Id), LinkedListNode<KeptResponse>> _byId = [];
    private readonly LinkedList<KeptResponse> _oldestFirst = [];
    private long _bytes;

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Adds a response, or a newer state of one.</summary>
    /// <returns>How many of the oldest had to be dropped for it.</returns>
    public int Put(KeptResponse response)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue((response.KeyId, response.Id), out var known)) Remove(known);
            _byId[(response.KeyId, response.Id)] = _oldestFirst.AddLast(response);
            _bytes += response.Size;
            var dropped = 0;
            for (; _bytes > options.MaxPendingBytes && _oldestFirst.Count > 1; dropped++) Remove(_oldestFirst.First!);
            return dropped;
        }
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
        _byId.Remove((node.Value.KeyId, node.Value.Id));
        _oldestFirst.Remove(node);
        _bytes -= node.Value.Size;
    }
}
