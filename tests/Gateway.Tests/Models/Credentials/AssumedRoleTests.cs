using Signalbox.Core.Assets;
using Signalbox.Models.Upstreams.Credentials;
using Testing.Net;
using Testing.Time;

namespace Gateway.Tests.Models.Credentials;

/// <summary>When the keys of a role are renewed, by AWS's own SDK and a clock that is told the time.</summary>
public sealed class AssumedRoleTests
{
    [Fact]
    public async Task Keys_are_renewed_before_they_expire_while_calls_are_signed_with_the_old_ones()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var asked = 0;
        var renewal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var sts = await LoopbackServer.StartAsync(async context =>
        {
            var number = Interlocked.Increment(ref asked);
            if (number > 1) await renewal.Task;
            await RoleAnswers.WriteKeysAsync(context, $"ASIAFAKE{number}", "secret", "session", time.GetUtcNow().AddHours(1));
        });
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", sts.Url.AbsoluteUri);
        var failures = new List<Exception>();
        var provider = new Provider { Id = "1", Name = "bedrock", Kind = ProviderKind.Bedrock, BaseUrl = "https://bedrock.example", Region = "eu-central-1", RoleArn = "arn:aws:iam::123456789012:role/signalbox" };
        var credential = AwsCredential.Create(provider, ["AKIAFAKE", "secret"], failures.Add, time);

        (await SignerAsync(credential)).ShouldBe("ASIAFAKE1");
        time.Advance(TimeSpan.FromMinutes(50));
        (await SignerAsync(credential)).ShouldBe("ASIAFAKE1");
        await Eventually.TrueAsync(() => Volatile.Read(ref asked) == 2);
        (await SignerAsync(credential)).ShouldBe("ASIAFAKE1");
        renewal.SetResult();
        (await Eventually.ValueAsync(() => SignerAsync(credential), signer => signer == "ASIAFAKE2")).ShouldBe("ASIAFAKE2");

        (asked, failures.Count).ShouldBe((2, 0));
    }

    private static async Task<string> SignerAsync(AwsCredential credential)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://bedrock.example/model/m/converse");
        await credential.ProveAsync(request, ReadOnlyMemory<byte>.Empty, TestContext.Current.CancellationToken);
        return request.Headers.GetValues("Authorization").Single().Split("Credential=")[1].Split('/')[0];
    }
}
