using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Routing;
using Microsoft.AspNetCore.Http;
using Signalbox.Core.Assets;
using Signalbox.Policies.Scripts;
using Testing.Net;

namespace Gateway.Tests.Policies;

/// <summary>The typings that operators write against say what the gateway sends, field by field.</summary>
public sealed class PolicyTypingsTests(TestDatabase databases)
{
    [Fact]
    public async Task Each_field_of_the_typings_is_sent_and_each_that_is_sent_is_in_the_typings()
    {
        JsonNode? question = null;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            question = await JsonNode.ParseAsync(context.Request.Body);
            await context.Response.WriteAsync("[]");
        });
        await using var routing = await RoutingGateway.StartAsync(databases);
        await routing.AddExternalAsync(
            new { url = server.Url, allow_hosts = new[] { "127.0.0.1" }, allow_http = true, allow_private = true, timeout_ms = 5000 }, grant: new[] { "metadata", "prompts" });
        await routing.MakePolicyGroupAsync();
        await routing.CallAsync();

        Fields("PolicyRequest").ShouldBe(question!["request"]!.AsObject().Select(field => field.Key), ignoreOrder: true);
        Fields("PolicyMember").ShouldBe(question["members"]![0]!.AsObject().Select(field => field.Key), ignoreOrder: true);
        var names = Regex.Match(ScriptTypings.Text, @"readonly names\?: \{(.*?)\};", RegexOptions.Singleline).Groups[1].Value;
        Regex.Matches(names, @"readonly (\w+)").Select(match => match.Groups[1].Value).ShouldBe(question["request"]!["names"]!.AsObject().Select(name => name.Key), ignoreOrder: true);
    }

    [Fact]
    public void The_typings_name_the_capabilities_that_there_are()
    {
        var declared = Regex.Match(ScriptTypings.Text, @"type Capability =(.*?);", RegexOptions.Singleline).Groups[1].Value;

        Regex.Matches(declared, "\"(\\w+)\"").Select(match => match.Groups[1].Value).ShouldBe(CapabilityNames.All, ignoreOrder: true);
    }

    /// <summary>The fields of an interface, those of objects within it left out.</summary>
    private static IEnumerable<string> Fields(string type) =>
        Regex.Matches(Regex.Match(ScriptTypings.Text, $@"interface {type} \{{(.*?)\n\}}", RegexOptions.Singleline).Groups[1].Value, @"^  readonly (\w+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value);
}
