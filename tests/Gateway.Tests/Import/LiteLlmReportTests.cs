using Signalbox.Import.LiteLlm;

namespace Gateway.Tests.Import;

public sealed class LiteLlmReportTests
{
    [Fact]
    public void A_credential_in_the_file_reaches_neither_output_nor_report()
    {
        var result = LiteLlmSample.Import(
            """
            model_list:
              - { model_name: a, litellm_params: { model: openai/a, api_key: canary-1, extra_headers: { X-Api-Token: canary-2 }, unknown: canary-3 } }
              - { model_name: b, litellm_params: { model: openai/b, api_key: canary-4 } }
              - { model_name: c, litellm_params: { model: openai/c, api_key: os.environ/OPENAI_KEY } }
              - { model_name: d, litellm_params: { model: bedrock/d, aws_region_name: us-east-1, aws_access_key_id: canary-5, aws_secret_access_key: canary-6 } }
              - { model_name: e, litellm_params: { model: vertex_ai/gemini-e, vertex_project: p, vertex_location: l, vertex_credentials: { private_key: canary-7 } } }
              - { model_name: f, litellm_params: { model: openai/f, api_base: "https://user:canary-8@example.com/v1" } }
              - { model_name: g, litellm_params: { model: azure/g, api_base: "https://x.openai.azure.com", azure_ad_token: canary-9 } }
              - { model_name: h, litellm_params: { model: replicate/h, api_key: canary-10 } }
            general_settings: { master_key: canary-11, database_url: "postgres://u:canary-12@db/x" }
            environment_variables: { REDIS_PASSWORD: canary-13 }
            litellm_settings: { cache_params: { password: canary-14 } }
            """);

        result.Yaml.ShouldNotContain("canary");
        result.Report.ShouldNotContain("canary");
        result.Yaml.ShouldContain("api_key: \"${OPENAI_KEY_2}\"\n    headers:\n      X-Api-Token: \"${OPENAI_X_API_TOKEN}\"\n", Case.Sensitive);
        result.Yaml.ShouldContain("api_key: \"${OPENAI_KEY_3}\"");
        result.Yaml.ShouldContain("api_key: \"${OPENAI_KEY}\"");
        result.Yaml.ShouldContain("api_key: \"${BEDROCK_ACCESS_KEY_ID}:${BEDROCK_SECRET_ACCESS_KEY}\"");
        result.Part("Changed").ShouldContain("set the variable `OPENAI_KEY_2` to it, and take it out of the file");
        result.Part("What to do next").ShouldContain("`OPENAI_KEY_2`, `OPENAI_X_API_TOKEN`");
    }

    [Fact]
    public void Whatever_is_unknown_is_listed_with_its_line_and_never_dropped()
    {
        var result = LiteLlmSample.Import(
            """
            model_list:
              - model_name: a
                litellm_params: { model: openai/a, temperature: 0.2, tags: [x], quantum: 1 }
                model_info: { access_groups: [x], flavor: sweet }
                color: blue
              - model_name: b
                litellm_params: { model: unheard_of/b }
              - litellm_params: { model: openai/c }
              - { model_name: d, litellm_params: { model: openai/dall-e-3 }, model_info: { mode: image_generation } }
            router_settings: { allowed_fails: 3, quantum: 2 }
            litellm_settings: { success_callback: [langfuse], quantum: 3 }
            general_settings: { alerting: [slack], quantum: 4 }
            guardrails: []
            quantum: 5
            """);

        var missing = result.Part("No equivalent");
        foreach (var (line, subject) in new[]
        {
            (3, "model_list[].litellm_params.temperature"), (3, "model_list[].litellm_params.tags"), (3, "model_list[].litellm_params.quantum"),
            (4, "model_list[].model_info.access_groups"), (4, "model_list[].model_info.flavor"), (5, "model_list[].color"),
            (6, "model_list[]"), (8, "model_list[]"), (9, "model_list[]"),
            (10, "router_settings.allowed_fails"), (10, "router_settings.quantum"), (11, "litellm_settings.success_callback"), (11, "litellm_settings.quantum"),
            (12, "general_settings.alerting"), (12, "general_settings.quantum"), (13, "guardrails"), (14, "quantum"),
        })
            missing.ShouldContain($"line {line}, `{subject}`: ");
        missing.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).ShouldAllBe(line => line.Contains(" **Do:** ", StringComparison.Ordinal));
        result.Read().Models.Select(m => m.Name).ShouldBe(["a"]);
    }

    [Theory]
    [InlineData("", "must be one mapping")]
    [InlineData("- a\n- b", "must be one mapping")]
    [InlineData("services:\n  web: {}", "no LiteLLM proxy configuration")]
    [InlineData("providers: []\nmodels: []", "Signalbox configuration already")]
    [InlineData("model_list: nothing", "line 1: model_list must be a list")]
    [InlineData("model_list:\n  a: b", "line 1: model_list must be a list")]
    [InlineData("model_list:\n  - a: [", "line 3: this is not YAML")]
    public void What_is_no_litellm_configuration_is_refused_with_the_reason(string yaml, string reason) =>
        Should.Throw<LiteLlmFormatException>(() => LiteLlmSample.Import(yaml)).Message.ShouldContain(reason);

    [Fact]
    public void Settings_without_models_give_a_configuration_that_can_be_applied()
    {
        var result = LiteLlmSample.Import("general_settings: { store_model_in_db: true, max_request_size_mb: 20 }");

        result.Read().Server.MaxBodyBytes.ShouldBe(20_971_520);
        result.Part("No equivalent").ShouldContain("There is no model_list");
    }
}
