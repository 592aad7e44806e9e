using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

/// <summary>One request that makes use of much, as each server gets it. SIGNALBOX_WRITE_GOLDEN=1 writes the files anew, to be read before they are committed.</summary>
public sealed class ChatServerGoldenTests
{
    private const string Request = """
        {"model":"m","max_tokens":900,"temperature":1.5,"top_p":0.9,"top_k":40,"frequency_penalty":0.5,"presence_penalty":-0.5,"seed":7,
         "stop":["a","b","c","d","e","f"],"user":"ann","prompt_cache_key":"k","verbosity":"low","service_tier":"flex","reasoning_effort":"medium","stream":true,
         "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"},"strict":true}},
         "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object","properties":{}},"strict":true}},
                  {"type":"function","function":{"name":"read","parameters":{"type":"object","properties":{}}}}],
         "tool_choice":{"type":"function","function":{"name":"read"}},"parallel_tool_calls":false,
         "messages":[{"role":"developer","content":"Be brief."},{"role":"user","name":"ann","content":"Hello."},
          {"role":"assistant","content":"Hello.","reasoning_content":"A greeting."},
          {"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]},
          {"role":"assistant","content":null,"reasoning_content":"I must look.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"look","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"call_1","content":"a cat"},
          {"role":"assistant","content":null,"tool_calls":[{"id":"abcDEF123","type":"function","function":{"name":"read","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"abcDEF123","content":"Tom"},
          {"role":"system","content":"Now in French."},{"role":"user","content":"So?"}]}
        """;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. ChatServers.All.Select(server => server.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_server_gets_what_it_takes(string name)
    {
        var server = ChatServers.Find(name)!;
        var request = ChatDialect.Read(Request);
        ChatRules.For(server).Judge(request, out var notes).ShouldBeNull();
        var written = new JsonObject
        {
            ["omitted"] = Words(ChatConversationWriter.Omits(request, server)),
            ["emulated"] = new JsonArray([.. (notes?.Emulated ?? []).Select(param => (JsonNode)param)]),
            ["request"] = ChatDialect.Write(request, askForUsage: true, server),
        };
        var fresh = written.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

        var file = $"Golden/chat-server-{name}.json";
        if (Environment.GetEnvironmentVariable("SIGNALBOX_WRITE_GOLDEN") == "1") File.WriteAllText(ProjectFiles.Find("tests/Wire.Tests/" + file), fresh);
        File.ReadAllText(ProjectFiles.Find("tests/Wire.Tests/" + file)).ShouldBe(fresh);
    }

    private static JsonArray Words(IReadOnlyList<ConversationFeature> features) => [.. features.Select(feature => (JsonNode)feature.ToString())];
}
