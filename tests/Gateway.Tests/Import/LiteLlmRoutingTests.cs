namespace Gateway.Tests.Import;

public sealed class LiteLlmRoutingTests
{
    private const string Balanced =
        """
        model_list:
          - { model_name: gpt-4o, litellm_params: { model: openai/gpt-4o, api_key: os.environ/K1, rpm: 900, order: 1 } }
          - { model_name: gpt-4o, litellm_params: { model: openai/gpt-4o, api_key: os.environ/K2, rpm: 100, order: 1 } }
          - { model_name: claude, litellm_params: { model: anthropic/claude-sonnet-4-5, api_key: os.environ/K3 } }
          - { model_name: mini, litellm_params: { model: openai/gpt-4o-mini, api_key: os.environ/K1 } }
          - { model_name: gpt-4o-only, litellm_params: { model: openai/gpt-4o, api_key: os.environ/K1 } }

        """;

    [Fact]
    public void Deployments_of_one_name_share_calls_as_litellm_shares_them()
    {
        var result = LiteLlmSample.Import(Balanced);

        var deployments = result.Read().Models[0].Deployments;
        deployments.Select(d => (d.Priority, d.Weight)).ShouldBe([(1, 900), (1, 100)]);
        deployments[0].Provider.ShouldNotBe(deployments[1].Provider);
        result.Part("Changed").ShouldContain("line 2, line 3, `model_list[].litellm_params.rpm`");
        result.Part("No equivalent").ShouldContain("`model_list[].litellm_params.rpm`: A deployment has no limit of its own");
    }

    [Theory]
    [InlineData("0.9", "0.1", 1000, 111)]
    [InlineData("3000000", "1000000", 1000, 333)]
    [InlineData("1", "0", 1, 0)]
    public void Weights_become_whole_numbers_in_the_same_proportion(string first, string second, int expectedFirst, int expectedSecond)
    {
        var result = LiteLlmSample.Import(
            $$"""
            model_list:
              - { model_name: a, litellm_params: { model: openai/a, api_key: os.environ/K1, weight: {{first}} } }
              - { model_name: a, litellm_params: { model: openai/b, api_key: os.environ/K1, weight: {{second}} } }
            """);

        result.Read().Models.Single().Deployments.Select(d => d.Weight).ShouldBe([expectedFirst, expectedSecond]);
    }

    [Fact]
    public void Fallbacks_become_a_route_group_under_the_name_that_callers_use()
    {
        var result = LiteLlmSample.Import(Balanced +
            """
            router_settings: { fallbacks: [ { gpt-4o: [claude, { model: mini, temperature: 0 }, gone] }, { claude: [mini] } ] }
            """);

        var document = result.Read();
        document.Models.Select(m => m.Name).ShouldBe(["gpt-4o-only-2", "claude-only", "mini", "gpt-4o-only"]);
        document.RouteGroups.Select(g => (g.Key, g.Strategy, string.Join(" ", g.Members.OrderBy(m => m.Priority).Select(m => m.Model)))).ShouldBe(
            [("gpt-4o", "priority", "gpt-4o-only-2 claude-only mini"), ("claude", "priority", "claude-only mini")]);
        var missing = result.Part("No equivalent");
        missing.ShouldContain("There is no model `gone` in the output to fall back to.");
        missing.ShouldContain("Signalbox sends a fallback the same request");
    }

    [Fact]
    public void Default_fallbacks_stand_in_for_every_model_that_names_none()
    {
        var result = LiteLlmSample.Import(Balanced +
            """
            litellm_settings: { default_fallbacks: [mini], fallbacks: [ { gpt-4o: [claude] } ] }
            """);

        result.Read().RouteGroups.Select(g => (g.Key, string.Join(" ", g.Members.Select(m => m.Model)))).ShouldBe(
            [("gpt-4o", "gpt-4o-only-2 claude-only mini"), ("claude", "claude-only mini"), ("gpt-4o-only", "gpt-4o-only-only mini")]);
    }

    [Fact]
    public void Aliases_become_route_groups_and_win_over_a_model_of_the_same_name()
    {
        var result = LiteLlmSample.Import(Balanced +
            """
            router_settings:
              routing_strategy: latency-based-routing
              model_group_alias: { gpt-4: gpt-4o, mini: { model: claude, hidden: true }, old: gone }
            """);

        var document = result.Read();
        document.RouteGroups.Select(g => (g.Key, g.Strategy, g.Members.Single().Model)).ShouldBe([("gpt-4", "static", "gpt-4o"), ("mini", "static", "claude")]);
        document.Models.Select(m => m.Name).ShouldContain("mini-only");
        document.Models[0].Deployments.Select(d => d.Weight).ShouldBe([1, 1], "this strategy does not share by rpm");
        result.Part("Changed").ShouldContain("Signalbox has no strategy `latency-based-routing`");
        result.Part("No equivalent").ShouldContain("`old` was left out");
        result.Part("No equivalent").ShouldContain("Do not grant the alias");
    }

    [Fact]
    public void A_name_that_is_none_here_is_changed_and_listed()
    {
        var result = LiteLlmSample.Import(
            """
            model_list:
              - { model_name: "GPT 4o (EU)", litellm_params: { model: openai/gpt-4o } }
              - { model_name: "meta-llama/Llama-3:8b", litellm_params: { model: groq/llama-3 } }
            """);

        result.Read().Models.Select(m => m.Name).ShouldBe(["GPT-4o--EU", "meta-llama/Llama-3:8b"]);
        result.Part("Changed").ShouldContain("line 2, `model_list[]`: `GPT 4o (EU)` is not a name in Signalbox");
    }
}
