using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Admin;
using Signalbox.Documentation;
using Signalbox.Identity;
using Signalbox.Observability;

namespace Gateway.Tests.Documentation;

public sealed class DocSiteTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddDocumentation();
        _app = builder.Build();
        _app.MapDocumentation();
        _app.MapAdmin("/things", "Things").MapPatch("/{id}", (string id, [FromBody] ThingDraft draft) => TypedResults.Ok(draft))
            .RequirePermission("things:write").WithSummary("Change a <thing>");
        await _app.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/docs/", "Signalbox")]
    [InlineData("/docs/operate/failure-modes", "Failure modes")]
    [InlineData("/docs/reference/api", "API reference")]
    public async Task A_page_shows_the_running_version_and_allows_nothing_from_elsewhere(string path, string title)
    {
        using var response = await _http.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        html.ShouldContain($"<title>{title} ");
        html.ShouldContain($"Signalbox {BuildInfo.Version}, commit");
        html.ShouldNotContain("style=\"");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("http");
    }

    [Fact]
    public async Task The_reference_shows_an_operation_with_its_permission_fields_and_a_call_to_copy()
    {
        var html = await _http.GetStringAsync("/docs/reference/api");

        html.ShouldContain("Change a &lt;thing&gt;");
        html.ShouldContain("Needs the permission <code>things:write</code>.");
        html.ShouldContain("If-Match");
        html.ShouldContain("<code>size</code>");
        html.ShouldContain("curl -X PATCH http://127.0.0.1:4000/admin/api/things/{id}");
    }

    [Fact]
    public async Task The_document_says_what_a_problem_holds()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(await _http.GetStringAsync("/openapi/v1.json"))!;

        json["components"]!["schemas"]!["ProblemDetails"]!["properties"]!.AsObject().Select(p => p.Key).ShouldBe(["type", "title", "status", "detail", "code", "request_id", "errors"]);
        ((string?)json["info"]!["version"]).ShouldBe(BuildInfo.Version);
    }

    [Theory]
    [InlineData("/docs", "/docs/")]
    [InlineData("/docs/operate/install.md", "/docs/operate/install")]
    public async Task An_address_that_is_nearly_right_is_redirected(string path, string target)
    {
        using var response = await _http.GetAsync(path);

        (response.StatusCode, response.Headers.Location?.ToString()).ShouldBe((HttpStatusCode.Redirect, target));
    }

    [Fact]
    public async Task What_is_no_page_is_a_404()
    {
        (await _http.GetAsync("/docs/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _http.GetAsync("/docs/assets/%2e%2e%2fsignalbox.dll")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Style_and_script_are_served_with_a_version_and_kept()
    {
        var html = await _http.GetStringAsync("/docs/");
        var url = System.Text.RegularExpressions.Regex.Match(html, "href=\"(/docs/assets/docs.css[^\"]+)\"").Groups[1].Value;

        using var response = await _http.GetAsync(url);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        response.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
    }

    internal sealed record ThingDraft(string Name, int Size);
}
