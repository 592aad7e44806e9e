using System.Net;
using System.Text.Json.Nodes;
using Signalbox.Alerts.Delivery;
using Signalbox.Alerts.Destinations;
using Signalbox.Egress;

namespace Gateway.Tests.Alerts;

/// <summary>Where alerts are told: what may be written, what is kept secret, and where no message goes.</summary>
public sealed class AlertDestinationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_signing_key_is_made_and_shown_once()
    {
        var made = await fixture.MakeAsync("alert-destinations", new { name = fixture.Name("hook"), kind = "webhook", url = "https://example.com/hook" });

        WebhookSignature.IsKey(made["secret"]).ShouldBeTrue();
        var read = (await fixture.Admin.GetAsync($"alert-destinations/{made.Id}")).Succeeded();
        ((bool)read.Json["has_secret"]!, read.Json["secret"]).ShouldBe((true, null));
        read.Text.ShouldNotContain(made["secret"]);
    }

    [Fact]
    public async Task The_address_of_a_chat_hook_is_never_shown_and_stays_when_it_is_left_out()
    {
        var made = await fixture.MakeAsync("alert-destinations", new { name = fixture.Name("chat"), kind = "slack", url = "https://hooks.example.com/services/T0/B0/hidden" });
        made.Text.ShouldNotContain("hidden");

        var changed = (await fixture.Admin.PatchAsync($"alert-destinations/{made.Id}", new { min_severity = "critical" }, made.ETag)).Succeeded();

        ((bool)changed.Json["has_secret"]!, (string?)changed.Json["min_severity"], changed.Json["url"]).ShouldBe((true, "critical", null));
        (await fixture.Admin.PatchAsync($"alert-destinations/{made.Id}", new { enabled = false }, made.ETag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_password_belongs_to_the_server_it_was_given_for()
    {
        var made = await fixture.MakeAsync("alert-destinations", Mail(fixture.Name("mail"), new { host = "smtp.example.com", username = "u", password = "hidden", from = "a@example.com", to = new[] { "b@example.com" } }));
        made.Text.ShouldNotContain("hidden");

        var moved = await fixture.Admin.PatchAsync($"alert-destinations/{made.Id}", new { email = new { host = "smtp.elsewhere.example" } });
        moved.Json["errors"]!["email.password"].ShouldNotBeNull();
        (await fixture.Admin.PatchAsync($"alert-destinations/{made.Id}", new { email = new { host = "smtp.elsewhere.example", password = "anew" } })).Succeeded();
    }

    [Theory]
    [InlineData("""{"kind":"webhook"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"http://example.com/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://127.0.0.1/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://localhost/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://10.1.2.3/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://169.254.169.254/latest/meta-data","allow_private":true}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://[::ffff:169.254.169.254]/","allow_private":true}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://user:pass@example.com/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"ftp://example.com/"}""", "url")]
    [InlineData("""{"kind":"webhook","url":"https://example.com/","secret":"short"}""", "secret")]
    [InlineData("""{"kind":"slack","url":"https://192.168.0.1/"}""", "url")]
    [InlineData("""{"kind":"slack"}""", "url")]
    [InlineData("""{"kind":"pager"}""", "kind")]
    [InlineData("""{"kind":"email"}""", "email")]
    [InlineData("""{"kind":"email","email":{"host":"169.254.169.254","from":"a@b.example","to":["c@d.example"]},"allow_private":true}""", "email.host")]
    [InlineData("""{"kind":"email","email":{"host":"127.0.0.1","from":"a@b.example","to":["c@d.example"]}}""", "email.host")]
    [InlineData("""{"kind":"email","email":{"host":"h.example/x","from":"a@b.example","to":["c@d.example"]}}""", "email.host")]
    [InlineData("""{"kind":"email","email":{"host":"h.example","port":0,"from":"a@b.example","to":["c@d.example"]}}""", "email.port")]
    [InlineData("""{"kind":"email","email":{"host":"h.example","security":"none","from":"a@b.example","to":["c@d.example"]}}""", "email.security")]
    [InlineData("""{"kind":"email","email":{"host":"h.example","from":"a@b.example\r\nBcc: x@y.example","to":["c@d.example"]}}""", "email.from")]
    [InlineData("""{"kind":"email","email":{"host":"h.example","from":"a@b.example","to":[]}}""", "email.to")]
    [InlineData("""{"kind":"email","email":{"host":"h.example","from":"a@b.example","to":["nobody"]}}""", "email.to[0]")]
    [InlineData("""{"kind":"webhook","url":"https://example.com/","min_severity":"loud"}""", "min_severity")]
    [InlineData("""{"kind":"webhook","url":"https://example.com/","secrets":1}""", "secrets")]
    public async Task What_no_message_may_go_to_is_refused_when_it_is_saved_naming_the_field(string json, string field)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["name"] = fixture.Name("refused");

        var reply = await fixture.Admin.PostAsync("alert-destinations", body);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Json["errors"]!.AsObject().Select(error => error.Key).ShouldContain(field);
    }

    [Theory]
    [InlineData("169.254.169.254", true)]
    [InlineData("10.0.0.5", false)]
    [InlineData("127.0.0.1", false)]
    public async Task A_name_that_points_inward_by_the_time_it_is_called_is_refused_then(string address, bool allowPrivate)
    {
        var handlers = new EgressHandlers((_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }));
        var message = AlertMessage.Test(DateTimeOffset.UtcNow);
        var post = new HookPost(handlers, TimeProvider.System);
        var draft = new AlertDestinationDraft
        {
            Url = "https://hooks.example.com/x", AllowPrivate = allowPrivate, Email = new() { Host = "smtp.example.com", From = "a@example.com", To = ["b@example.com"] },
        };

        foreach (IDeliveryChannel channel in new IDeliveryChannel[] { new WebhookChannel(post, TimeProvider.System), new SlackChannel(post), new MailChannel(handlers) })
        {
            var secret = channel.Kind == DestinationKinds.Webhook ? WebhookSignature.NewKey() : draft.Url;
            var refused = await Should.ThrowAsync<Exception>(() => channel.SendAsync(draft, secret, "id", message, default));
            EgressFailures.Refusal(refused).ShouldNotBeNull(channel.Kind).Message.ShouldContain(address);
        }
    }

    [Fact]
    public async Task A_test_message_says_what_came_of_it_and_follows_no_redirect()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var made = await fixture.MakeAsync("alert-destinations", new { name = fixture.Name("tested"), kind = "webhook", url = receiver.Url, allow_private = true, allow_http = true });

        var taken = (await fixture.Admin.PostAsync($"alert-destinations/{made.Id}/test")).Succeeded();
        ((bool)taken.Json["taken"]!, (int)taken.Json["http_status"]!).ShouldBe((true, 200));
        receiver.Hooks.Single().Type.ShouldBe("alert.test");
        receiver.Hooks.Single().IsSignedWith(made["secret"]).ShouldBeTrue();

        receiver.Answers.Clear();
        receiver.Answers.Enqueue(302);
        receiver.Location = receiver.Url;
        var moved = (await fixture.Admin.PostAsync($"alert-destinations/{made.Id}/test")).Succeeded();
        ((bool)moved.Json["taken"]!, (int)moved.Json["http_status"]!).ShouldBe((false, 302));
        ((string)moved.Json["error"]!).ShouldContain("redirects are not followed");
        receiver.Hooks.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_destination_that_a_rule_uses_is_not_removed()
    {
        var name = fixture.Name("used");
        var made = await fixture.MakeAsync("alert-destinations", new { name, kind = "webhook", url = "https://example.com/hook" });
        var rule = await fixture.MakeAsync("alert-rules", new { name = fixture.Name("user"), kind = "provider", destinations = new[] { name } });

        (await fixture.Admin.DeleteAsync($"alert-destinations/{made.Id}")).Code.ShouldBe("in-use");
        (await fixture.Admin.DeleteAsync($"alert-rules/{rule.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await fixture.Admin.DeleteAsync($"alert-destinations/{made.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    private static object Mail(string name, object email) => new { name, kind = "email", email };
}
