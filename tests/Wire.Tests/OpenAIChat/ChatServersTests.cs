using System.Text.Json;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatServersTests
{
    private const string Must = "\"name\":\"x\",\"title\":\"X\",\"checked\":\"2026-11-21\",\"sources\":[\"https://e.test/\"]";

    [Theory]
    [InlineData("api.openai.com", "openai")]
    [InlineData("API.Mistral.ai", "mistral")]
    [InlineData("contoso.openai.azure.com", "azure_openai")]
    [InlineData("openai.azure.com.e.test", "generic")]
    [InlineData("evilapi.openai.com", "generic")]
    [InlineData("10.0.0.5", "generic")]
    public void A_server_is_known_by_its_host(string host, string name) => ChatServers.ForHost(host).Name.ShouldBe(name);

    [Fact]
    public void A_server_is_found_by_its_name()
    {
        ChatServers.Find("vllm")!.Title.ShouldBe("vLLM");
        ChatServers.Find("VLLM").ShouldBeNull();
        ChatServers.All.Select(server => server.Name).ShouldContain(ChatServers.Generic.Name);
        ChatServers.All.Select(server => server.Name).ShouldContain(ChatServers.OpenAI.Name);
    }

    [Fact]
    public void Every_entry_says_where_it_is_from_and_no_host_stands_twice()
    {
        ChatServers.All.ShouldAllBe(server => server.Sources.All(source => source.Scheme == "https") && server.Name.All(c => char.IsAsciiLetterLower(c) || c == '_'));
        var hosts = ChatServers.All.SelectMany(server => server.Hosts).ToList();
        hosts.Distinct().Count().ShouldBe(hosts.Count);
        hosts.ShouldAllBe(host => host.Contains('.') && !host.Any(char.IsAsciiLetterUpper));
    }

    [Fact]
    public void What_an_entry_does_not_say_is_what_servers_have_in_common() =>
        (Read($"{{{Must}}}") with { Name = "generic", Title = ChatServers.Generic.Title, Sources = ChatServers.Generic.Sources, Hosts = ChatServers.Generic.Hosts })
            .ShouldBe(ChatServers.Generic with { Checked = new DateOnly(2026, 11, 21) });

    [Theory]
    [InlineData("\"seeed_field\":null")]
    [InlineData("\"bound_field\":\"max_output_tokens\"")]
    [InlineData("\"bound_field\":null")]
    [InlineData("\"forced_tool\":\"must\"")]
    [InlineData("\"efforts\":{\"low\":\"low\"}")]
    [InlineData("\"efforts\":{\"lowest\":\"low\"}")]
    public void What_is_not_known_is_a_fault(string member) => Should.Throw<FormatException>(() => Read($"{{{Must},{member}}}"));

    [Theory]
    [InlineData("{\"name\":\"x\"}")]
    [InlineData("{\"name\":\"x\",\"title\":\"X\",\"checked\":\"2026-11-21\"}")]
    public void An_entry_without_its_sources_is_a_fault(string entry) => Should.Throw<FormatException>(() => Read(entry));

    [Fact]
    public void A_name_that_stands_twice_is_a_fault() =>
        Should.Throw<FormatException>(() => ChatServerReader.ReadAll(Json($"{{\"servers\":[{{{Must}}},{{{Must}}}]}}"))).Message.ShouldContain("'x'");

    private static ChatServer Read(string entry) => ChatServerReader.ReadAll(Json($"{{\"servers\":[{entry}]}}"))[0];

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
