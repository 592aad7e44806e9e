using Signalbox.Import.LiteLlm;

namespace Gateway.Tests.Import;

public sealed class LiteLlmModelTests
{
    [Fact]
    public void Providers_of_one_account_become_one_and_deployments_keep_what_the_file_says_of_them()
    {
        var result = LiteLlmSample.Import(
            """
            model_list:
              - model_name: small
                litellm_params:
                  model: openai/gpt-4o-mini
                  api_key: os.environ/OPENAI_API_KEY
                  input_cost_per_token: 1.5e-07
                  output_cost_per_token: 0.0000006
                  cache_read_input_token_cost: 0.000000075
                model_info: { max_input_tokens: 128000, max_output_tokens: 16384, supports_function_calling: true, supports_vision: true, supports_reasoning: false }
              - model_name: large
                litellm_params: { model: gpt-4o, api_key: os.environ/OPENAI_API_KEY }
              - model_name: vectors
                litellm_params: { model: openai/text-embedding-3-small, api_key: os.environ/OPENAI_API_KEY }
                model_info: { mode: embedding }
            """);

        var document = result.Read();
        document.Providers.Select(p => (p.Name, p.Kind, p.BaseUrl)).ShouldBe([("openai", "openai", null)]);
        result.Yaml.ShouldContain("api_key: \"${OPENAI_API_KEY}\"");
        var small = document.Models[0].Deployments.Single();
        (small.Provider, small.UpstreamModel).ShouldBe(("openai", "gpt-4o-mini"));
        small.Price.ShouldBe(new() { Input = 0.15m, CachedInput = 0.075m, Output = 0.6m });
        small.Capabilities.ShouldBeNull("the catalog knows as much");
        (small.ContextTokens, small.OutputTokens).ShouldBe((128_000, 16_384));
        document.Models[1].Deployments.Single().UpstreamModel.ShouldBe("gpt-4o");
        document.Models[2].Deployments.Single().Capabilities.ShouldBe(["embeddings"]);
        result.Part("Taken over").ShouldContain("line 2");
        result.Part("No equivalent").ShouldContain("Everything has one.");
    }

    [Theory]
    [InlineData("openai/gpt-4o", "supports_vision: true, mode: chat", null, "The catalog knows all")]
    [InlineData("openai/gpt-4o", "supports_vision: false, supports_pdf_input: false", "chat, responses, tools, parallel_tools, structured_output", "without what is marked false")]
    [InlineData("openai/gpt-4", "supports_vision: true", "chat, responses, tools, images", "with what is marked true")]
    [InlineData("openai/of-our-own", "supports_vision: true", null, "does not know the model")]
    [InlineData("openai/of-our-own", "supports_vision: true, supports_audio_input: false, supports_pdf_input: false", "chat, tools, parallel_tools, images, structured_output, reasoning", "all but what is marked false")]
    [InlineData("openai/of-our-own", "supports_vision: true, supports_reasoning: false, mode: responses", "responses, tools, parallel_tools, images, audio, pdf, structured_output", "all but what is marked false")]
    public void Marks_correct_what_is_known_of_a_model(string model, string info, string? capabilities, string report)
    {
        var result = LiteLlmSample.Import($"model_list:\n  - {{ model_name: m, litellm_params: {{ model: {model} }}, model_info: {{ {info} }} }}\n");

        var written = result.Read().Models.Single().Deployments.Single().Capabilities;
        (written is null ? null : string.Join(", ", written)).ShouldBe(capabilities);
        result.Part("Changed").ShouldContain(report);
    }

    [Fact]
    public void Azure_resources_are_providers_named_after_themselves()
    {
        var result = LiteLlmSample.Import(
            """
            model_list:
              - model_name: gpt-4o
                litellm_params: { model: azure/gpt-4o-eu, api_base: "https://openai-europe.openai.azure.com/", api_key: os.environ/AZURE_EU, api_version: "2024-10-21" }
              - model_name: gpt-4o
                litellm_params: { model: azure/o_series/gpt-4o-ca, api_base: "https://openai-canada.openai.azure.com/openai/v1/", api_key: os.environ/AZURE_CA, api_version: preview }
              - model_name: mini
                litellm_params: { model: azure/mini, api_base: os.environ/AZURE_BASE, tenant_id: tenant, client_id: client, client_secret: os.environ/AZURE_SECRET, api_version: os.environ/AZURE_VERSION }
            """);

        result.Yaml.ShouldContain("  - name: azure-openai-europe\n    kind: azure_openai\n    base_url: https://openai-europe.openai.azure.com\n    api_version: \"2024-10-21\"\n    api_key: \"${AZURE_EU}\"\n");
        result.Yaml.ShouldContain("  - name: azure-openai-canada\n    kind: azure_openai\n    base_url: https://openai-canada.openai.azure.com\n    api_key: \"${AZURE_CA}\"\n");
        result.Yaml.ShouldContain("    base_url: \"${AZURE_BASE}\"\n    api_version: \"${AZURE_VERSION}\"\n    tenant_id: tenant\n    client_id: client\n    api_key: \"${AZURE_SECRET}\"\n");
        result.Yaml.ShouldContain("      - provider: azure-openai-canada\n        upstream_model: gpt-4o-ca\n");
    }

    [Fact]
    public void Bedrock_and_vertex_get_region_project_and_credential()
    {
        var result = LiteLlmSample.Import(
            """
            litellm_settings: { vertex_project: my-project }
            model_list:
              - model_name: claude
                litellm_params: { model: bedrock/converse/us.anthropic.claude-3-haiku-20240307-v1:0, aws_region_name: us-east-1, aws_access_key_id: os.environ/AWS_ID, aws_secret_access_key: os.environ/AWS_SECRET, aws_session_token: os.environ/AWS_SESSION }
              - model_name: nova
                litellm_params: { model: bedrock/eu-west-1/amazon.nova-lite-v1:0, aws_region_name: eu-west-1, aws_role_name: "arn:aws:iam::123456789012:role/models", aws_session_name: x }
              - model_name: titan
                litellm_params: { model: bedrock/amazon.titan-embed-text-v1 }
              - model_name: gemini
                litellm_params: { model: vertex_ai/gemini-2.5-pro, vertex_location: europe-west4, vertex_credentials: /secrets/vertex.json }
              - model_name: vertex-claude
                litellm_params: { model: vertex_ai/claude-sonnet-4, vertex_location: us-east5 }
              - model_name: flash
                litellm_params: { model: gemini/gemini-2.5-flash }
            """);

        result.Yaml.ShouldContain("kind: bedrock\n    region: us-east-1\n    api_key: \"${AWS_ID}:${AWS_SECRET}:${AWS_SESSION}\"\n");
        result.Yaml.ShouldContain("upstream_model: us.anthropic.claude-3-haiku-20240307-v1:0\n");
        result.Yaml.ShouldContain("  - name: bedrock-eu-west-1\n    kind: bedrock\n    region: eu-west-1\n    role_arn: \"arn:aws:iam::123456789012:role/models\"\n  - ");
        result.Yaml.ShouldContain("upstream_model: amazon.nova-lite-v1:0\n");
        result.Yaml.ShouldContain("kind: vertex\n    project: my-project\n    location: europe-west4\n    api_key: \"${file:/secrets/vertex.json}\"\n");
        result.Yaml.ShouldContain("kind: gemini\n    api_key: \"${GEMINI_API_KEY}\"\n");
        var missing = result.Part("No equivalent");
        missing.ShouldContain("`titan` was left out. Signalbox speaks Bedrock's Converse API, which has no embeddings.");
        missing.ShouldContain("`vertex-claude` was left out.");
        missing.ShouldContain("`model_list[].litellm_params.aws_session_name`");
    }

    [Fact]
    public void Servers_with_openai_s_protocol_keep_their_address_and_what_must_be_allowed_for_it()
    {
        var result = LiteLlmSample.Import(
            """
            model_list:
              - { model_name: a, litellm_params: { model: openai/facebook/opt-125m, api_base: "http://0.0.0.0:4000/v1", api_key: none } }
              - { model_name: b, litellm_params: { model: hosted_vllm/qwen, api_base: "http://vllm.models.svc:8000/v1/chat/completions" } }
              - { model_name: c, litellm_params: { model: ollama_chat/llama3 } }
              - { model_name: d, litellm_params: { model: groq/llama-3.3-70b-versatile, api_key: os.environ/GROQ } }
              - { model_name: e, litellm_params: { model: fireworks_ai/llama-v3, api_key: os.environ/FIREWORKS } }
              - { model_name: f, litellm_params: { model: anthropic/claude-sonnet-4-5, api_base: "https://api.anthropic.com", api_key: os.environ/ANTHROPIC } }
              - { model_name: g, litellm_params: { model: openai/x, api_base: "<your-api-base>", api_key: os.environ/X } }
            """);

        result.Read().Providers.Select(p => (p.Name, p.BaseUrl, p.AllowPrivate, p.AllowHttp, p.ApiKey)).ShouldBe(
        [
            ("openai-compatible", "http://127.0.0.1:4000/v1", true, true, null),
            ("vllm", "http://vllm.models.svc:8000/v1", true, true, null),
            ("ollama", "http://localhost:11434/v1", true, true, null),
            ("groq", "https://api.groq.com/openai/v1", false, false, "filled-in"),
            ("fireworks", "https://api.fireworks.ai/inference/v1", false, false, "filled-in"),
            ("anthropic", null, false, false, "filled-in"),
        ]);
        result.Yaml.ShouldContain("upstream_model: facebook/opt-125m\n");
        result.Yaml.ShouldContain("upstream_model: accounts/fireworks/models/llama-v3\n");
        result.Part("No equivalent").ShouldContain("line 8, `model_list[]`: `g` was left out.");
        result.Part("Changed").ShouldContain("127.0.0.1 stands in its place");
    }

    [Fact]
    public void A_pattern_leaves_its_provider_and_is_listed()
    {
        var result = LiteLlmSample.Import(
            """
            model_list:
              - { model_name: "anthropic/*", litellm_params: { model: "anthropic/*", api_key: os.environ/ANTHROPIC_API_KEY } }
              - { model_name: "*", litellm_params: { model: "*" } }
            """);

        result.Read().Providers.Single().Kind.ShouldBe("anthropic");
        result.Read().Models.ShouldBeEmpty();
        result.Part("No equivalent").ShouldContain("line 2, `model_list[]`: `anthropic/*` was left out.");
        result.Part("No equivalent").ShouldContain("line 3, `model_list[]`: `*` was left out.");
    }

    [Fact]
    public void Bounds_and_headers_belong_to_the_provider()
    {
        var result = LiteLlmSample.Import(
            """
            model_list:
              - model_name: a
                litellm_params:
                  { model: openai/a, api_key: os.environ/K, timeout: 1200, stream_timeout: 30.5, max_retries: 9, organization: org-1, extra_headers: { X-Team: red, Authorization: Bearer abc } }
              - model_name: b
                litellm_params: { model: openai/b, api_key: os.environ/K, timeout: soon }
            router_settings: { timeout: 60, num_retries: 1 }
            litellm_settings: { num_retries: 4 }
            """);

        var providers = result.Read().Providers;
        providers.Count.ShouldBe(2);
        (providers[0].Timeouts.FirstByteMs, providers[0].Timeouts.IdleMs, providers[0].Timeouts.TotalMs, providers[0].Retries).ShouldBe((1_200_000, 30_500, 1_200_000, 5));
        providers[0].Headers.ShouldBe(new Dictionary<string, string> { ["X-Team"] = "red", ["OpenAI-Organization"] = "org-1" });
        (providers[1].Timeouts.FirstByteMs, providers[1].Retries).ShouldBe((120_000, 1));
        result.Part("No equivalent").ShouldContain("`model_list[].litellm_params.timeout`: It is not a number of seconds.");
        result.Part("No equivalent").ShouldContain("Authorization");
        result.Report.ShouldNotContain("Bearer abc");
    }

    [Fact]
    public void Included_files_and_merged_mappings_count_as_if_they_stood_there()
    {
        var result = LiteLlmImport.Run(
            """
            include: [models.yaml, gone.yaml]
            credential_list:
              - { credential_name: shared, credential_values: { api_key: os.environ/SHARED_KEY }, credential_info: { description: x } }
            model_list:
              - model_name: a
                litellm_params: &defaults { model: openai/a, litellm_credential_name: shared }
            """,
            file => file == "models.yaml"
                ? "defaults: &d { api_key: os.environ/OTHER }\nmodel_list:\n  - model_name: b\n    litellm_params: { <<: *d, model: openai/b, rpm: 5 }"
                : null);

        result.Read().Models.Select(m => m.Name).ShouldBe(["a", "b"]);
        result.Yaml.ShouldContain("${SHARED_KEY}");
        result.Yaml.ShouldContain("${OTHER}");
        result.Part("No equivalent").ShouldContain("models.yaml line 4, `model_list[].litellm_params.rpm`");
        result.Part("No equivalent").ShouldContain("line 1, `include[]`: The included file cannot be read");
    }
}
