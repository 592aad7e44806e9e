using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads an entry of <c>chat-servers.json</c>. The file is ours, so that whatever it should not say is a fault.</summary>
internal static class ChatServerReader
{
    /// <summary>Reads the file: an object with the list <c>servers</c>.</summary>
    /// <exception cref="FormatException">It holds a member or a value that is not known, or an entry without what each must have.</exception>
    public static IReadOnlyList<ChatServer> ReadAll(JsonElement file)
    {
        var servers = new List<ChatServer>();
        foreach (var member in file.EnumerateObject())
        {
            if (member.Name != "servers")
                throw Unknown(member.Name, "the file");
            foreach (var entry in member.Value.EnumerateArray())
                servers.Add(Read(entry));
        }

        var twice = servers.GroupBy(server => server.Name).FirstOrDefault(named => named.Count() > 1);
        return twice is null ? servers : throw new FormatException($"'{twice.Key}' is there twice.");
    }

    private static ChatServer Read(JsonElement entry)
    {
        var server = new ChatServer();
        foreach (var member in entry.EnumerateObject())
            server = With(server, member.Name, member.Value);
        if (server.Name.Length == 0 || server.Title.Length == 0 || server.Checked == default || server.Sources.Count == 0)
            throw new FormatException($"'{server.Name}' needs a name, a title, the day it was checked and its sources.");
        return server;
    }

    private static ChatServer With(ChatServer server, string member, JsonElement value) => member switch
    {
        "name" => server with { Name = value.GetString()! },
        "title" => server with { Title = value.GetString()! },
        "hosts" => server with { Hosts = [.. value.EnumerateArray().Select(host => host.GetString()!)] },
        "checked" => server with { Checked = DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) },
        "sources" => server with { Sources = [.. value.EnumerateArray().Select(source => new Uri(source.GetString()!))] },
        "bound_field" => server with { BoundField = Word(member, value, "max_tokens", "max_completion_tokens")! },
        "developer_role" => server with { DeveloperRole = Word(member, value, "system", "developer")! },
        "free_order" => server with { FreeOrder = value.GetBoolean() },
        "participant_names" => server with { ParticipantNames = value.GetBoolean() },
        "null_content" => server with { NullContent = value.GetBoolean() },
        "prefill" => server with { Prefill = Choice<ChatPrefill>(member, value) },
        "image_addresses" => server with { ImageAddresses = value.GetBoolean() },
        "image_detail" => server with { ImageDetail = value.GetBoolean() },
        "forced_tool" => server with { ForcedTool = Choice<ChatForcedTool>(member, value) },
        "forced_tool_word" => server with { ForcedToolWord = Word(member, value, "required", "any")! },
        "forced_tool_ends_thinking" => server with { ForcedToolEndsThinking = value.GetBoolean() },
        "disabled_tools" => server with { DisabledTools = value.GetBoolean() },
        "parallel_tool_calls" => server with { ParallelToolCalls = value.GetBoolean() },
        "strict_tools" => server with { StrictTools = value.GetBoolean() },
        "call_id_length" => server with { CallIdLength = value.GetInt32() },
        "json_schema" => server with { JsonSchema = value.GetBoolean() },
        "json_object" => server with { JsonObject = value.GetBoolean() },
        "effort_field" => server with { EffortField = Word(member, value, "reasoning_effort", "reasoning", null) },
        "efforts" => server with { Efforts = Efforts(value) },
        "thinking_switch" => server with { ThinkingSwitch = Choice<ChatThinkingSwitch>(member, value) },
        "budget_field" => server with { BudgetField = Word(member, value, "thinking_budget", "max_tokens") },
        "history_field" => server with { HistoryField = Word(member, value, "reasoning_content", "reasoning", "reasoning_details", null) },
        "history_of_calls_only" => server with { HistoryOfCallsOnly = value.GetBoolean() },
        "calls_need_thoughts" => server with { CallsNeedThoughts = value.GetBoolean() },
        "most_temperature" => server with { MostTemperature = value.GetDouble() },
        "top_k" => server with { TopK = value.GetBoolean() },
        "penalties" => server with { Penalties = value.GetBoolean() },
        "seed_field" => server with { SeedField = Word(member, value, "seed", "random_seed", null) },
        "most_stops" => server with { MostStops = value.GetInt32() },
        "user_field" => server with { UserField = Word(member, value, "user", "safety_identifier", null) },
        "prompt_cache_key" => server with { PromptCacheKey = value.GetBoolean() },
        "verbosity" => server with { Verbosity = value.GetBoolean() },
        "service_tier" => server with { ServiceTier = value.GetBoolean() },
        "stream_usage" => server with { StreamUsage = value.GetBoolean() },
        _ => throw Unknown(member, $"'{server.Name}'"),
    };

    private static FrozenDictionary<string, string> Efforts(JsonElement value)
    {
        string[] asked = ["minimal", "low", "medium", "high", "xhigh", "max"];
        var efforts = value.EnumerateObject().ToFrozenDictionary(effort => effort.Name, effort => effort.Value.GetString()!);
        if (efforts.Keys.FirstOrDefault(effort => effort != "none" && !asked.Contains(effort)) is { } unknown)
            throw Unknown(unknown, "efforts");
        return asked.All(efforts.ContainsKey) ? efforts : throw new FormatException($"efforts must have a word for each of {string.Join(", ", asked)}.");
    }

    private static string? Word(string member, JsonElement value, params string?[] known)
    {
        var word = value.ValueKind == JsonValueKind.Null ? null : value.GetString();
        return known.Contains(word) ? word : throw Unknown(word ?? "null", member);
    }

    private static T Choice<T>(string member, JsonElement value) where T : struct, Enum
    {
        var word = value.GetString()!.Replace("_", "", StringComparison.Ordinal);
        foreach (var choice in Enum.GetValues<T>())
        {
            if (string.Equals(choice.ToString(), word, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        throw Unknown(word, member);
    }

    private static FormatException Unknown(string word, string place) => new($"'{word}' is not known in {place}.");
}
