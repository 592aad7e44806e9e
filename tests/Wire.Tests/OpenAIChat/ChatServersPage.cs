using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

/// <summary>docs/reference/chat-servers.md, written from the data on servers.</summary>
internal static partial class ChatServersPage
{
    /// <summary>Where the page lies.</summary>
    public static string Path { get; } = ProjectFiles.Find("docs/reference/chat-servers.md");

    /// <summary>The page as it should be.</summary>
    public static string Render()
    {
        var page = new StringBuilder("""
            # What OpenAI-compatible servers take

            Servers that speak OpenAI's chat completions differ in what they take. A call of a chat client to them is passed on byte for byte and is the client's affair. A call that is translated (Messages or Responses in, chat completions out) is written for the server at hand, by this data; what the server does not take is left out or brought about by other means, and named in `x-signalbox-translation`.

            A provider of the kind `openai_compatible` says which server it is with `server: vllm`. Left out, it is known by its host, and else treated as `generic`: with the names that all of them know, by the table in [what translation keeps](translation.md). What could not be found in a server's documentation or source is as for `generic`.

            | `server` | | known by the host | last checked |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var server in ChatServers.All)
            page.Append(CultureInfo.InvariantCulture, $"| `{server.Name}` | {server.Title} | {string.Join(", ", server.Hosts.Select(Host))} | {server.Checked:yyyy-MM-dd} |\n");
        page.Append("\nThis page is written from the code (`eng/translation.sh`); a test fails when it is not what the code does.\n");
        foreach (var server in ChatServers.All.Where(server => server != ChatServers.Generic))
            Append(page, server);
        return page.ToString();
    }

    private static void Append(StringBuilder page, ChatServer server)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {server.Title}\n\n");
        foreach (var fact in Facts(server))
            page.Append(CultureInfo.InvariantCulture, $"- {fact}\n");
        page.Append("\n| feature | | how |\n|---|---|---|\n");
        foreach (var rule in Enum.GetValues<ConversationFeature>().Select(feature => ChatRules.For(feature, server)))
            if (rule != ChatRules.For(rule.Feature, ChatServers.Generic))
                page.Append(CultureInfo.InvariantCulture, $"| {Words(rule.Feature)} | {Words(rule.Treatment)} | {rule.Explanation} |\n");
        page.Append(CultureInfo.InvariantCulture, $"\nFrom {string.Join(", ", server.Sources.Select(source => $"<{source}>"))}.\n");
    }

    private static IEnumerable<string> Facts(ChatServer server)
    {
        yield return $"The bound on the answer is `{server.BoundField}`; a developer's instructions have the role `{server.DeveloperRole}`.";
        if (!server.FreeOrder)
            yield return "Roles must alternate: adjacent messages of the user are joined.";
        if (!server.NullContent)
            yield return "A message that only calls tools has the empty string as content.";
        if (server.CallIdLength is { } length)
            yield return $"Ids of calls are {length} letters or digits; others are replaced, the same everywhere in a request.";
        if (server.CallsNeedThoughts)
            yield return $"A message that calls tools has `{server.HistoryField}`, if need be empty.";
        if (server.ForcedToolEndsThinking)
            yield return "A forced tool switches thinking off.";
        if (server.ThinkingSwitch != ChatThinkingSwitch.None)
            yield return $"Thinking is switched by `{server.ThinkingSwitch switch { ChatThinkingSwitch.Thinking => "thinking.type", ChatThinkingSwitch.EnableThinking => "enable_thinking", _ => "chat_template_kwargs" }}`.";
        if (!server.StreamUsage)
            yield return "`stream_options` is not sent.";
    }

    private static string Host(string host) => host[0] == '.' ? $"`*{host}`" : $"`{host}`";

    private static string Words<T>(T value) where T : struct, Enum => WordStart().Replace(value.ToString(), " $0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
