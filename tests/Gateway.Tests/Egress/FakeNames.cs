using System.Net;
using System.Net.Sockets;
using Signalbox.Egress;

namespace Gateway.Tests.Egress;

/// <summary>A resolver for tests: each name has a queue of answers, the last of which stays.</summary>
internal sealed class FakeNames
{
    private readonly Dictionary<string, Queue<IPAddress[]>> _answers = [];

    /// <summary>Every name asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public EgressHandlers Handlers => new(ResolveAsync);

    /// <summary>Adds the next answer for a name.</summary>
    public FakeNames Answer(string name, params string[] addresses)
    {
        if (!_answers.TryGetValue(name, out var queue))
            _answers[name] = queue = new Queue<IPAddress[]>();
        queue.Enqueue([.. addresses.Select(IPAddress.Parse)]);
        return this;
    }

    private Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        lock (_answers)
        {
            Asked.Add(name);
            if (!_answers.TryGetValue(name, out var queue))
                throw new SocketException((int)SocketError.HostNotFound);
            return Task.FromResult(queue.Count > 1 ? queue.Dequeue() : queue.Peek());
        }
    }
}
