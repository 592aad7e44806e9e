using System.Net;
using Signalbox.Cluster;

namespace Cluster.Tests;

/// <summary>What <c>SIGNALBOX_REDIS</c> may say.</summary>
public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("redis://10.0.0.5", "10.0.0.5", 6379, false, null)]
    [InlineData("redis://:p%40ss%2Cword@10.0.0.5:7000/0", "10.0.0.5", 7000, false, "p@ss,word")]
    [InlineData("rediss://default:secret@10.0.0.5:6380", "10.0.0.5", 6380, true, "secret")]
    [InlineData("10.0.0.5:7001,password=secret,ssl=true", "10.0.0.5", 7001, true, "secret")]
    [InlineData("10.0.0.5", "10.0.0.5", 6379, false, null)]
    public void A_URL_and_a_configuration_string_are_understood(string setting, string host, int port, bool tls, string? password)
    {
        var options = RedisOptions.Parse(setting, "SIGNALBOX_REDIS", null).Configuration;

        options.EndPoints.ShouldHaveSingleItem().ShouldBe(new IPEndPoint(IPAddress.Parse(host), port));
        options.Ssl.ShouldBe(tls);
        options.Password.ShouldBe(password);
    }

    [Theory]
    [InlineData("https://10.0.0.5")]
    [InlineData("redis://")]
    [InlineData("redis://user-only@host")]
    [InlineData("host,whatever=1,password=top-secret")]
    [InlineData("host,connectTimeout=soon,password=top-secret")]
    [InlineData(",,")]
    public void Anything_else_is_refused_without_being_repeated(string setting)
    {
        var failure = Should.Throw<FormatException>(() => RedisOptions.Parse(setting, "SIGNALBOX_REDIS", null));

        failure.Message.ShouldStartWith("SIGNALBOX_REDIS");
        failure.Message.ShouldNotContain("top-secret");
    }

    [Fact]
    public void A_password_is_not_in_the_text_of_the_options() =>
        RedisOptions.Parse("redis://:top-secret@host", "SIGNALBOX_REDIS", null).ToString().ShouldNotContain("top-secret");
}
