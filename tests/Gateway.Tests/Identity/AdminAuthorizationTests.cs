using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Identity;

public sealed class AdminAuthorizationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Path = "/admin/api/providers";

    public static TheoryData<string> AbsurdCredentials => new(
        "", "Bearer", "Bearer ", "Bearer  ", "Basic YWRtaW46YWRtaW4=", "bearer\twrong", "Bearer \"", "Bearer '; DROP TABLE keys; --",
        "Bearer %00", "Bearer null", "Bearer undefined", "Bearer {{key}}", "Bearer sb-\u00e9\u00ff", "\u00ff\u00fe", ",", "Bearer a, Bearer b",
        "Bearer " + new string('x', 16_000), new string('"', 8_000));

    [Theory]
    [MemberData(nameof(AbsurdCredentials))]
    public async Task An_absurd_authorization_value_is_a_401_that_repeats_nothing_of_it(string value) // CVE-2026-42208
    {
        var (status, text) = await RawRequest.SendAsync(fixture.Gateway.Port, Path, $"Authorization: {value}");

        status.ShouldBe(401);
        text.ShouldContain("application/problem+json");
        text.ShouldContain("\"code\":\"unauthorized\"");
        text.ShouldContain("\"request_id\":");
        if (value.Length > 12) text.ShouldNotContain(value[^10..]);
    }

    [Theory]
    [InlineData("Authorization: Bearer a\0b", 400)]
    [InlineData("Authorization: Bearer \u0001", 400)]
    public async Task What_no_header_may_hold_is_refused_before_anything_looks_at_it(string header, int expected) =>
        (await RawRequest.SendAsync(fixture.Gateway.Port, Path, header)).Status.ShouldBeOneOf(expected, 401);

    [Fact]
    public async Task A_header_of_64_kilobytes_is_refused_and_the_gateway_lives_on()
    {
        (await RawRequest.SendAsync(fixture.Gateway.Port, Path, $"Authorization: Bearer {new string('x', 65_536)}")).Status.ShouldBeOneOf(0, 431);

        (await fixture.Admin.GetAsync("providers")).Succeeded();
    }

    [Theory]
    [InlineData("/admin/api/providers/")]
    [InlineData("//admin/api/providers")]
    [InlineData("/admin//api/providers")]
    [InlineData("/ADMIN/API/PROVIDERS")]
    [InlineData("/admin/api/providers;x=1")]
    [InlineData("/admin%2fapi%2fproviders")]
    [InlineData("/admin/api/%70roviders")]
    [InlineData("/v1/../admin/api/providers")]
    [InlineData("/v1/models/../../admin/api/providers")]
    [InlineData("/healthz/../admin/api/providers")]
    [InlineData("/healthz/..%2f..%2fadmin/api/providers")]
    [InlineData("/console/../admin/api/providers")]
    [InlineData("/admin/api/./providers")]
    [InlineData("/admin/api/providers?/healthz")]
    [InlineData("/admin/api/providers#/healthz")]
    [InlineData("http://127.0.0.1/admin/api/providers")]
    [InlineData("http://healthz/admin/api/providers")]
    [InlineData("*")]
    public async Task No_way_of_writing_the_path_leads_past_authorization(string target) // CVE-2026-48710
    {
        var (status, text) = await RawRequest.SendAsync(fixture.Gateway.Port, target);

        status.ShouldBeOneOf(400, 401, 404, 405);
        text.ShouldNotContain("base_url");
    }

    [Theory]
    [InlineData("a/?#")]
    [InlineData("a/healthz?")]
    [InlineData("127.0.0.1/v1/models")]
    [InlineData("127.0.0.1@evil.example")]
    [InlineData("")]
    public async Task No_host_header_leads_past_authorization(string host) => // CVE-2026-48710
        (await RawRequest.SendAsync(fixture.Gateway.Port, Path, host: host)).Status.ShouldBeOneOf(400, 401);

    [Theory]
    [InlineData("X-Forwarded-Prefix: /healthz")]
    [InlineData("X-Forwarded-Path: /healthz")]
    [InlineData("X-Original-URL: /healthz")]
    [InlineData("X-Rewrite-URL: /healthz")]
    [InlineData("X-HTTP-Method-Override: OPTIONS")]
    [InlineData("X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-User: admin")]
    public async Task No_forwarding_header_leads_past_authorization(string header) =>
        (await RawRequest.SendAsync(fixture.Gateway.Port, Path, header)).Status.ShouldBe(401);

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task The_admin_key_opens_whatever_the_case_of_the_scheme(string scheme) =>
        (await RawRequest.SendAsync(fixture.Gateway.Port, Path, $"Authorization: {scheme} {fixture.Gateway.AdminKey}")).Status.ShouldBe(200);

    [Fact]
    public async Task Two_authorization_headers_open_nothing() =>
        (await RawRequest.SendAsync(fixture.Gateway.Port, Path, $"Authorization: Bearer {fixture.Gateway.AdminKey}\r\nAuthorization: Bearer {fixture.Gateway.AdminKey}"))
            .Status.ShouldBe(401);

    [Theory]
    [InlineData("x-api-key")]
    [InlineData("api-key")]
    [InlineData("Cookie")]
    public async Task The_admin_key_opens_nothing_elsewhere_than_in_authorization(string header) =>
        (await RawRequest.SendAsync(fixture.Gateway.Port, Path, $"{header}: {fixture.Gateway.AdminKey}")).Status.ShouldBe(401);

    [Fact]
    public async Task The_admin_key_is_no_caller_key()
    {
        using var response = await fixture.Gateway.Caller(fixture.Gateway.AdminKey).ChatAsync(fixture.Scenario.Model);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_wrong_method_and_a_wrong_content_type_are_problems_that_need_no_key()
    {
        using var method = await fixture.Gateway.Http.DeleteAsync(new Uri(Path, UriKind.Relative));
        using var type = await fixture.Gateway.Http.PostAsync(new Uri("/admin/api/session", UriKind.Relative), new StringContent("key=x"));

        ((int)method.StatusCode, (string?)(await ProblemAsync(method))["code"]).ShouldBe((405, "method-not-allowed"));
        ((int)type.StatusCode, (string?)(await ProblemAsync(type))["code"]).ShouldBe((415, "unsupported-media-type"));
    }

    private static async Task<JsonNode> ProblemAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonNode>())!;
}
