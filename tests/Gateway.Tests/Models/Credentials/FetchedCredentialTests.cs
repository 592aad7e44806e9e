using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Testing.Time;

namespace Gateway.Tests.Models.Credentials;

/// <summary>Credentials that only the vendors' own libraries can get: an Entra application's token, and the keys of an AWS role.</summary>
public sealed class FetchedCredentialTests(IdentityServices services) : IClassFixture<IdentityServices>
{
    private const string ClientSecret = "canary-client-secret-0123456789", Token = "canary-entra-token-0123456789";
    private const string OwnSecret = "canary-own-secret-key-0123456789", RoleSecret = "canary-role-secret-key-0123456789", RoleSession = "canary-role-session-0123456789";
    private const string Role = "arn:aws:iam::123456789012:role/signalbox";

    private string Root => services.Upstream.BaseUrl[..^"/v1".Length];

    [Fact]
    public async Task An_entra_application_s_token_is_fetched_once_for_many_calls()
    {
        var forms = new List<IFormCollection>();
        services.Entra = async context =>
        {
            lock (forms) forms.Add(context.Request.ReadFormAsync().Result);
            context.Request.Path.Value.ShouldBe("/00000000-0000-0000-0000-00000000000a/oauth2/v2.0/token");
            await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = 3599, ext_expires_in = 3599, access_token = Token });
        };
        var model = await services.ModelAsync("entra", Entra("entra", "00000000-0000-0000-0000-00000000000a"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CallAsync(model)));
        await CallAsync(model);

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        forms.Count.ShouldBe(1);
        (forms[0]["grant_type"].ToString(), forms[0]["client_id"].ToString(), forms[0]["client_secret"].ToString(), forms[0]["scope"].ToString().Split(' ')[0])
            .ShouldBe(("client_credentials", "00000000-0000-0000-0000-00000000000c", ClientSecret, "https://cognitiveservices.azure.com/.default"));
        services.Upstream.Requests[^1].Headers["Authorization"].ShouldBe($"Bearer {Token}");
        services.Upstream.Requests[^1].Headers.ContainsKey("api-key").ShouldBeFalse();
        services.Proxy.Asked.Distinct().ShouldBe(["login.microsoftonline.com:443"]);
        ShouldTellNoSecret();
    }

    [Fact]
    public async Task An_entra_application_that_is_turned_away_is_a_502_that_repeats_nothing()
    {
        services.Entra = context =>
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsJsonAsync(new { error = "invalid_client", error_description = $"AADSTS7000215: Invalid client secret provided: {ClientSecret}" });
        };
        var model = await services.ModelAsync("entra-refused", Entra("entra-refused", "00000000-0000-0000-0000-00000000000b"));
        var before = services.Upstream.Count;

        var (status, body) = await CallAsync(model);

        (status, (string?)body["error"]!["code"]).ShouldBe((HttpStatusCode.BadGateway, "upstream-error"));
        ((string)body["error"]!["message"]!).ShouldContain("cannot prove itself to the provider 'entra-refused': no token could be had from the identity service");
        body.ToJsonString().ShouldNotContain("AADSTS");
        services.Upstream.Count.ShouldBe(before);
        await Eventually.ValueAsync(() => Task.FromResult(services.Gateway.Output), told => told.Contains("AADSTS7000215", StringComparison.Ordinal));
        ShouldTellNoSecret();
    }

    [Fact]
    public async Task The_keys_of_a_role_are_got_once_and_sign_the_calls()
    {
        var asked = new List<(IFormCollection Form, string Authorization)>();
        services.Sts = async context =>
        {
            var form = await context.Request.ReadFormAsync();
            lock (asked) asked.Add((form, context.Request.Headers.Authorization.ToString()));
            await RoleAnswers.WriteKeysAsync(context, "ASIAFAKEROLE", RoleSecret, RoleSession, DateTimeOffset.UtcNow.AddHours(1));
        };
        var model = await services.ModelAsync("role", Bedrock("role"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CallAsync(model)));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        asked.Count.ShouldBe(1);
        (asked[0].Form["Action"].ToString(), asked[0].Form["Version"].ToString(), asked[0].Form["RoleArn"].ToString(), asked[0].Form["RoleSessionName"].ToString())
            .ShouldBe(("AssumeRole", "2011-06-15", Role, "signalbox"));
        asked[0].Authorization.ShouldContain("Credential=AKIAFAKEOWN/");
        asked[0].Authorization.ShouldContain("/sts/aws4_request");
        var seen = services.Upstream.Requests[^1];
        seen.Headers["Authorization"].ShouldStartWith("AWS4-HMAC-SHA256 Credential=ASIAFAKEROLE/");
        seen.Headers["X-Amz-Security-Token"].ShouldBe(RoleSession);
        ShouldTellNoSecret();
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_is_a_502_that_repeats_nothing()
    {
        services.Sts = context => RoleAnswers.WriteRefusalAsync(context, $"User: arn:aws:iam::123456789012:user/gateway with {OwnSecret} is not authorized to perform: sts:AssumeRole");
        var model = await services.ModelAsync("role-refused", Bedrock("role-refused"));
        var before = services.Upstream.Count;

        var (status, body) = await CallAsync(model);

        (status, (string?)body["error"]!["code"]).ShouldBe((HttpStatusCode.BadGateway, "upstream-error"));
        ((string)body["error"]!["message"]!).ShouldContain("cannot prove itself to the provider 'role-refused': no AWS credentials could be had");
        body.ToJsonString().ShouldNotContain("AssumeRole");
        services.Upstream.Count.ShouldBe(before);
        await Eventually.ValueAsync(() => Task.FromResult(services.Gateway.Output), told => told.Contains("is not authorized to perform: sts:AssumeRole", StringComparison.Ordinal));
        ShouldTellNoSecret();
    }

    private object Entra(string name, string tenant) => new
    {
        name, kind = "azure_openai", base_url = Root, api_key = ClientSecret, tenant_id = tenant, client_id = "00000000-0000-0000-0000-00000000000c",
        allow_private = true, allow_http = true, retries = 0,
    };

    private object Bedrock(string name) => new
    {
        name, kind = "bedrock", base_url = Root, region = "eu-central-1", role_arn = Role, api_key = $"AKIAFAKEOWN:{OwnSecret}", allow_private = true, allow_http = true, retries = 0,
    };

    private async Task<(HttpStatusCode Status, JsonNode Body)> CallAsync(string model)
    {
        using var response = await services.Gateway.Caller(services.Scenario.Key).ChatAsync(model);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private void ShouldTellNoSecret()
    {
        foreach (var secret in new[] { ClientSecret, Token, OwnSecret, RoleSecret, RoleSession }) services.Gateway.Output.ShouldNotContain(secret);
    }
}
