using System.Runtime.CompilerServices;
using System.Text;

namespace Testing.Net;

/// <summary>Reads server-sent events as a client does (https://html.spec.whatwg.org/multipage/server-sent-events.html).</summary>
public static class ServerSentEvents
{
    /// <summary>Reads the events of an answer as they come; comments too.</summary>
    /// <exception cref="IOException">The stream broke; all events before the break were returned.</exception>
    public static async IAsyncEnumerable<ServerSentEvent> ReadEventsAsync(
        this HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        string? name = null;
        List<string> data = [];
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Count > 0)
                    yield return new ServerSentEvent(name, string.Join('\n', data), null, DateTimeOffset.UtcNow);
                name = null;
                data = [];
            }
            else if (line[0] == ':')
                yield return new ServerSentEvent(null, null, line[1..].TrimStart(), DateTimeOffset.UtcNow);
            else if (line.StartsWith("data:", StringComparison.Ordinal))
                data.Add(Value(line));
            else if (line.StartsWith("event:", StringComparison.Ordinal))
                name = Value(line);
        }
    }

    /// <summary>Reads a stream to its end, or to where it broke.</summary>
    public static async Task<StreamRead> ReadStreamAsync(
        this HttpResponseMessage response, CancellationToken cancellationToken = default)
    {
        List<ServerSentEvent> events = [];
        try
        {
            await foreach (var item in response.ReadEventsAsync(cancellationToken))
                events.Add(item);
            return new StreamRead(events, null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return new StreamRead(events, e);
        }
    }

    private static string Value(string line)
    {
        var value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return value.StartsWith(' ') ? value[1..] : value;
    }
}
