using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.DataPlane;

/// <summary>Calls to the clouds: where they go, how they are proven, and that every dialect reaches them.</summary>
public sealed class CloudProviderTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private string Root => fixture.Upstream.BaseUrl[..^"/v1".Length];

    [Theory]
    [InlineData(null, "/openai/v1/chat/completions")]
    [InlineData("2025-04-01-preview", "/openai/deployments/{0}/chat/completions?api-version=2025-04-01-preview")]
    public async Task Azure_is_called_by_its_undated_and_its_dated_api(string? version, string path)
    {
        var model = await fixture.ModelAtAsync(new { kind = "azure_openai", api_key = "azure-key", api_version = version }, Root);

        using var response = await fixture.Caller.ChatAsync(model);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var seen = fixture.Upstream.Requests[^1];
        seen.Target.ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, model));
        seen.Headers["api-key"].ShouldBe("azure-key");
        seen.Headers.ContainsKey("Authorization").ShouldBeFalse();
        ((string?)(await BodyAsync(response))["choices"]![0]!["message"]!["content"]).ShouldBe("Hello from the fake upstream.");
    }

    [Fact]
    public async Task Azure_takes_the_endpoint_as_its_portal_shows_it_and_serves_responses_as_they_are()
    {
        var model = await fixture.ModelAtAsync(new { kind = "azure_openai", api_key = "azure-key" }, $"{Root}/openai/v1/");
        fixture.Upstream.WhenModel(model, UpstreamBehavior.Exact("""{"id":"resp_1","object":"response","status":"completed","output":[],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}}"""));

        using var response = await fixture.Caller.PostAsync("v1/responses", Json($$"""{"model":"{{model}}","input":"Hello","store":false}"""));

        fixture.Upstream.Requests[^1].Target.ShouldBe("/openai/v1/responses");
        ((string?)(await BodyAsync(response))["id"]).ShouldBe("resp_1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gemini_answers_a_chat_completion(bool stream)
    {
        var model = await fixture.ModelAtAsync(new { kind = "gemini", api_key = "gemini-key" }, $"{Root}/v1beta");

        using var response = await fixture.Caller.ChatAsync(model, stream: stream, usage: stream);

        var seen = fixture.Upstream.Requests[^1];
        seen.Target.ShouldBe($"/v1beta/models/{model}{(stream ? ":streamGenerateContent?alt=sse" : ":generateContent")}");
        seen.Headers["x-goog-api-key"].ShouldBe("gemini-key");
        seen.Json!["contents"]![0]!["parts"]![0]!["text"].ShouldNotBeNull();
        if (stream)
        {
            var read = await response.ReadStreamAsync();
            (read.Text, read.IsDone, (int)read.Usage!["prompt_tokens"]!, (int)read.Usage["completion_tokens"]!).ShouldBe(("Hello from the fake upstream.", true, 20, 10));
        }
        else
        {
            var answer = await BodyAsync(response);
            ((string?)answer["choices"]![0]!["message"]!["content"], (int)answer["usage"]!["prompt_tokens_details"]!["cached_tokens"]!).ShouldBe(("Hello from the fake upstream.", 4));
        }
    }

    [Theory]
    [InlineData("MALFORMED_FUNCTION_CALL", "\"Malformed function call: f(\"", "Malformed function call: f(")]
    [InlineData("TOO_MANY_TOOL_CALLS", "null", "The model's answer broke off: TOO_MANY_TOOL_CALLS.")]
    [InlineData("OTHER", "null", "The model's answer broke off: OTHER.")]
    public async Task A_fault_of_gemini_s_has_the_same_reason_whole_and_as_a_stream(string word, string said, string reason)
    {
        var model = await fixture.ModelAtAsync(new { kind = "gemini", api_key = "gemini-key", retries = 0 }, $"{Root}/v1beta");
        var answer = $$"""{"candidates":[{"content":{},"finishReason":"{{word}}","finishMessage":{{said}}}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9} }""";
        fixture.Upstream.Enqueue(UpstreamBehavior.Exact(answer), UpstreamBehavior.ExactStream(Encoding.UTF8.GetBytes($"data: {answer}\n\n")));

        using var whole = await fixture.Caller.ChatAsync(model);
        using var streamed = await fixture.Caller.ChatAsync(model, stream: true);

        foreach (var response in new[] { whole, streamed })
            (await Ask.ErrorAsync(Ask.Chat, response)).ShouldBe((HttpStatusCode.BadGateway, "upstream-error", $"The upstream '{model}' reported an error: {reason}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parallel_calls_of_gemini_s_have_ids_and_its_proof_comes_back_with_them(bool stream) // R54, R58
    {
        var model = await fixture.ModelAtAsync(new { kind = "gemini", api_key = "gemini-key" }, $"{Root}/v1beta");
        fixture.Upstream.Enqueue(new UpstreamBehavior { Thinking = "Two files.", ToolCalls = [new("read_file", """{"path":"a.txt"}"""), new("read_file", """{"path":"b.txt"}""")] });

        using var first = await fixture.Caller.PostAsync("v1/messages", Json($$"""
            {"model":"{{model}}","max_tokens":100,"stream":{{(stream ? "true" : "false")}},
             "tools":[{"name":"read_file","input_schema":{"type":"object","properties":{"path":{"type":"string"} } } }],
             "messages":[{"role":"user","content":"Compare a and b."}]}
            """));
        var blocks = stream ? MessageBlocks.Of(await first.ReadStreamAsync()) : [.. (await BodyAsync(first))["content"]!.AsArray().Select(b => b!)];
        var tools = blocks.Where(b => (string?)b["type"] == "tool_use").ToList();
        tools.Select(t => (string?)t["id"]).Distinct().Count().ShouldBe(2);
        tools.Select(t => (string?)t["input"]!["path"]).ShouldBe(["a.txt", "b.txt"]);

        using var second = await fixture.Caller.PostAsync("v1/messages", new JsonObject
        {
            ["model"] = model,
            ["max_tokens"] = 100,
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "Compare a and b." },
                new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray([.. blocks.Select(b => b.DeepClone())]) },
                new JsonObject
                {
                    ["role"] = "user",
                    ["content"] = new JsonArray([.. tools.Select((t, i) => new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = (string?)t["id"], ["content"] = $"content {i}" })]),
                }),
        });

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        var contents = fixture.Upstream.Requests[^1].Json!["contents"]!.AsArray();
        var calls = contents[1]!["parts"]!.AsArray().Where(p => p!["functionCall"] is not null).ToList();
        calls.Count.ShouldBe(2);
        ((string?)calls[0]!["thoughtSignature"], calls[1]!["thoughtSignature"]).ShouldBe(("c2lnLW9mLXRoZS1mYWtl", null));
        contents[2]!["parts"]!.AsArray().Count(p => p!["functionResponse"] is not null).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_chat_client_hands_google_s_proof_back_with_the_call_it_came_with(bool stream) // R58
    {
        var model = await fixture.ModelAtAsync(new { kind = "gemini", api_key = "gemini-key" }, $"{Root}/v1beta");
        fixture.Upstream.Enqueue(new UpstreamBehavior { Thinking = "Hm.", ToolCalls = [new("look", """{"at":"a"}""")] });

        using var first = await fixture.Caller.ChatAsync(model, stream: stream);
        var call = stream
            ? (await first.ReadStreamAsync()).Chunks.Select(c => c["choices"]?[0]?["delta"]?["tool_calls"]?[0]).First(c => c?["id"] is not null)!
            : (await BodyAsync(first))["choices"]![0]!["message"]!["tool_calls"]![0]!;
        ((string?)call["extra_content"]!["google"]!["thought_signature"]).ShouldBe("c2lnLW9mLXRoZS1mYWtl");

        var returned = call.DeepClone().AsObject();
        returned.Remove("index");
        returned["function"]!["arguments"] = """{"at":"a"}""";
        using var second = await fixture.Caller.PostAsync("v1/chat/completions", new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "Look." },
                new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(returned) },
                new JsonObject { ["role"] = "tool", ["tool_call_id"] = (string?)call["id"], ["content"] = "a cat" }),
        });

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        var part = fixture.Upstream.Requests[^1].Json!["contents"]![1]!["parts"]![0]!;
        ((string?)part["functionCall"]!["name"], (string?)part["thoughtSignature"]).ShouldBe(("look", "c2lnLW9mLXRoZS1mYWtl"));
    }

    [Fact]
    public async Task Gemini_s_embeddings_are_its_own_in_openai_s_words()
    {
        var model = await fixture.ModelAtAsync(new { kind = "gemini", api_key = "gemini-key" }, $"{Root}/v1beta");
        fixture.Upstream.WhenModel(model, UpstreamBehavior.Exact("""{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],"usage":{"prompt_tokens":1,"total_tokens":1}}"""));

        using var response = await fixture.Caller.PostAsync("v1/embeddings", Json($$"""{"model":"{{model}}","input":"a"}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        fixture.Upstream.Requests[^1].Target.ShouldBe("/v1beta/openai/embeddings");
        fixture.Upstream.Requests[^1].Headers["Authorization"].ShouldBe("Bearer gemini-key");
    }

    [Fact]
    public async Task Vertex_is_called_with_the_token_of_its_service_account_which_is_fetched_once()
    {
        var asked = 0;
        await using var identity = await LoopbackServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref asked);
            var form = await context.Request.ReadFormAsync();
            form["grant_type"].ToString().ShouldBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
            form["assertion"].ToString().Split('.').Length.ShouldBe(3);
            await context.Response.WriteAsJsonAsync(new { access_token = "ya29.of-the-fake", expires_in = 3600, token_type = "Bearer" });
        });
        var model = await fixture.ModelAtAsync(new { kind = "vertex", project = "my-project", location = "europe-west4", api_key = ServiceAccount(identity.Url + "token") }, Root);

        using var first = await fixture.Caller.ChatAsync(model);
        using var second = await fixture.Caller.ChatAsync(model, stream: true);
        (await second.ReadStreamAsync()).Text.ShouldBe("Hello from the fake upstream.");

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        asked.ShouldBe(1);
        var seen = fixture.Upstream.Requests[^1];
        seen.Target.ShouldBe($"/v1/projects/my-project/locations/europe-west4/publishers/google/models/{model}:streamGenerateContent?alt=sse");
        seen.Headers["Authorization"].ShouldBe("Bearer ya29.of-the-fake");
    }

    [Fact]
    public async Task Vertex_s_express_mode_needs_a_key_alone()
    {
        var model = await fixture.ModelAtAsync(new { kind = "vertex", api_key = "express-key" }, Root);

        using var response = await fixture.Caller.ChatAsync(model);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var seen = fixture.Upstream.Requests[^1];
        (seen.Target, seen.Headers["x-goog-api-key"]).ShouldBe(($"/v1/publishers/google/models/{model}:generateContent", "express-key"));
    }

    [Fact]
    public async Task A_token_that_cannot_be_had_is_a_502_that_says_so_and_moves_on_where_there_is_another_member()
    {
        await using var identity = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsJsonAsync(new { error = "invalid_grant", error_description = "Invalid JWT Signature." });
        });
        var model = await fixture.ModelAtAsync(new { kind = "vertex", project = "my-project", location = "global", api_key = ServiceAccount(identity.Url + "token") }, Root);
        var group = fixture.Name("group");
        await fixture.MakeAsync("route-groups", new { key = group, strategy = "static", members = new[] { new { model }, new { model = fixture.Scenario.Model } } });
        await fixture.GrantAsync(group);

        using var alone = await fixture.Caller.ChatAsync(model);
        using var grouped = await fixture.Caller.ChatAsync(group);

        alone.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        ((string?)(await BodyAsync(alone))["error"]!["message"]).ShouldNotBeNull().ShouldContain("no token could be had from the identity service");
        grouped.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bedrock_is_called_signed_and_its_frames_come_as_chunks(bool stream)
    {
        var provider = fixture.Name("bedrock");
        await fixture.MakeAsync("providers", new
        {
            name = provider, kind = "bedrock", region = "eu-central-1", api_key = "AKIAFAKE:secret-of-the-fake:session-of-the-fake", base_url = Root, allow_private = true, allow_http = true,
        });
        var model = fixture.Name("claude");
        await fixture.MakeAsync("models", new { name = model, deployments = new[] { new { provider, upstream_model = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0" } } });
        await fixture.GrantAsync(model);

        using var response = await fixture.Caller.ChatAsync(model, stream: stream, usage: stream);

        var seen = fixture.Upstream.Requests[^1];
        seen.Target.ShouldBe($"/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/{(stream ? "converse-stream" : "converse")}");
        seen.Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=AKIAFAKE/");
        seen.Headers["Authorization"].ShouldContain("/eu-central-1/bedrock/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token");
        seen.Headers["X-Amz-Security-Token"].ShouldBe("session-of-the-fake");
        seen.Headers["x-amz-content-sha256"].ShouldBe(Convert.ToHexStringLower(SHA256.HashData([.. seen.Body])));
        if (stream)
        {
            var read = await response.ReadStreamAsync();
            (read.Text, read.IsDone, (int)read.Usage!["prompt_tokens"]!, (int)read.Usage["completion_tokens"]!).ShouldBe(("Hello from the fake upstream.", true, 20, 10));
        }
        else
        {
            ((string?)(await BodyAsync(response))["choices"]![0]!["message"]!["content"]).ShouldBe("Hello from the fake upstream.");
        }
        var record = await fixture.RecordAsync(response);
        ((long)record["tokens_input"]!, (long)record["tokens_cached"]!).ShouldBe((20L, 4L));
        ((long?)record["cost_micros"]).ShouldNotBeNull("the catalog knows Claude by its name at Bedrock");
    }

    [Theory]
    [InlineData(StreamEnding.ErrorEvent)]
    [InlineData(StreamEnding.Truncated)]
    [InlineData(StreamEnding.WithoutFinish)]
    public async Task A_stream_of_bedrock_s_that_breaks_off_ends_in_an_error(StreamEnding ending) // R41, R48
    {
        var model = await fixture.ModelAtAsync(new { kind = "bedrock", region = "eu-central-1", api_key = "bedrock-api-key", retries = 0 }, Root);
        fixture.Upstream.Enqueue(new UpstreamBehavior { Ending = ending });

        using var response = await fixture.Caller.ChatAsync(model, stream: true);
        var read = await response.ReadStreamAsync();

        fixture.Upstream.Requests[^1].Headers["Authorization"].ShouldBe("Bearer bedrock-api-key");
        read.IsDone.ShouldBeFalse();
        read.Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_bedrock_says_of_a_bad_signature_is_not_repeated_since_it_holds_the_request()
    {
        var model = await fixture.ModelAtAsync(new { kind = "bedrock", region = "eu-central-1", api_key = "AKIAFAKE:secret-of-the-fake", retries = 0 }, Root);
        fixture.Upstream.Enqueue(UpstreamBehavior.Error(403, """{"message":"The Canonical String for this request should have been POST x-amz-security-token:leaked"}"""));

        using var response = await fixture.Caller.ChatAsync(model);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var said = await response.Content.ReadAsStringAsync();
        said.ShouldContain("rejects the gateway's credential");
        said.ShouldNotContain("leaked");
    }

    private static string ServiceAccount(string tokenUri)
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new
        {
            type = "service_account",
            project_id = "my-project",
            private_key_id = "1",
            private_key = key.ExportPkcs8PrivateKeyPem(),
            client_email = "gateway@my-project.iam.gserviceaccount.com",
            client_id = "1",
            token_uri = tokenUri,
        });
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
