using System.Collections.Frozen;
using System.Text.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>The servers whose ways are known, from the embedded <c>chat-servers.json</c>.</summary>
public static class ChatServers
{
    private static readonly FrozenDictionary<string, ChatServer> ByName;

    static ChatServers()
    {
        using var file = typeof(ChatServers).Assembly.GetManifestResourceStream("chat-servers.json")!;
        using var json = JsonDocument.Parse(file);
        All = ChatServerReader.ReadAll(json.RootElement);
        ByName = All.ToFrozenDictionary(server => server.Name);
        Generic = ByName["generic"];
        OpenAI = ByName["openai"];
    }

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<ChatServer> All { get; }

    /// <summary>What compatible servers have in common: older names, which all of them know.</summary>
    public static ChatServer Generic { get; }

    /// <summary>OpenAI's own.</summary>
    public static ChatServer OpenAI { get; }

    /// <summary>The server of that name, or null.</summary>
    public static ChatServer? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The server that is known to answer at a host, or <see cref="Generic"/>.</summary>
    public static ChatServer ForHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        foreach (var server in All)
        {
            foreach (var known in server.Hosts)
            {
                if (known[0] == '.' ? host.EndsWith(known, StringComparison.OrdinalIgnoreCase) : host.Equals(known, StringComparison.OrdinalIgnoreCase))
                    return server;
            }
        }

        return Generic;
    }
}
