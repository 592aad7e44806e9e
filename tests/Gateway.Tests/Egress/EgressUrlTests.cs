using Signalbox.Egress;

namespace Gateway.Tests.Egress;

public sealed class EgressUrlTests
{
    private static readonly EgressPolicy Everything = new() { AllowPrivate = true, AllowHttp = true };

    [Theory]
    [InlineData("https://api.openai.com/v1")]
    [InlineData("https://api.example.com:8443/v1/")]
    [InlineData("https://1.1.1.1/v1")]
    [InlineData("https://[2606:4700:4700::1111]/v1")]
    [InlineData("https://resource.example.com/openai?api-version=2026-01-01")]
    [InlineData("https://bücher.example/v1")]
    public void A_public_https_url_has_no_problem(string url) => CodesOf(url, EgressPolicy.Default).ShouldBeEmpty();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("api.openai.com/v1")]
    [InlineData("/v1")]
    [InlineData("https://")]
    [InlineData("https:///v1")]
    [InlineData("https://api.example.com:0/")]
    [InlineData("https://api.example.com:99999/")]
    [InlineData(" https://api.example.com/")]
    [InlineData("https://api.example.com/a b")]
    [InlineData("https://api.example.com/\r\nx-evil: 1")]
    [InlineData("https://api.example.com\u0000.evil.example/")]
    public void What_is_no_url_is_said_to_be_invalid(string? url) =>
        CodesOf(url, Everything).ShouldBe([EgressReasons.UrlInvalid]);

    [Fact]
    public void An_endless_url_is_invalid() =>
        CodesOf("https://api.example.com/" + new string('a', 4000), Everything).ShouldBe([EgressReasons.UrlInvalid]);

    [Theory]
    [InlineData("ftp://api.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://api.example.com/")]
    [InlineData("javascript:alert(1)")]
    public void Only_http_and_https_are_spoken(string url) =>
        CodesOf(url, Everything).ShouldBe([EgressReasons.SchemeNotAllowed]);

    [Fact]
    public void Plain_http_is_refused_naming_the_setting_that_permits_it()
    {
        var problem = EgressUrl.Validate("http://api.example.com/v1", EgressPolicy.Default).ShouldHaveSingleItem();

        problem.Code.ShouldBe(EgressReasons.HttpNotAllowed);
        problem.Message.ShouldContain("allow_http");
        CodesOf("http://api.example.com/v1", new EgressPolicy { AllowHttp = true }).ShouldBeEmpty();
    }

    [Fact]
    public void Credentials_in_the_url_are_refused_and_not_repeated()
    {
        var problem = EgressUrl.Validate("https://ana:hunter2@api.example.com/", Everything).ShouldHaveSingleItem();

        problem.Code.ShouldBe(EgressReasons.CredentialsInUrl);
        problem.Message.ShouldNotContain("hunter2");
        problem.Message.ShouldNotContain("ana:");
    }

    [Fact]
    public void A_fragment_is_refused() =>
        CodesOf("https://api.example.com/v1#part", Everything).ShouldBe([EgressReasons.FragmentInUrl]);

    [Theory]
    [InlineData("https://10.0.0.5/v1")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[fd12::1]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://api.localhost/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    public void A_private_literal_in_any_spelling_names_allow_private(string url)
    {
        var problem = EgressUrl.Validate(url, EgressPolicy.Default).ShouldHaveSingleItem();

        problem.Code.ShouldBe(EgressReasons.AddressPrivate);
        problem.Message.ShouldContain("allow_private");
        CodesOf(url, new EgressPolicy { AllowPrivate = true }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xa9fea9fe/")]
    [InlineData("https://0251.0376.0251.0376/")]
    [InlineData("https://169.254.43518/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://0/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://224.0.0.1/")]
    public void Metadata_and_link_local_literals_are_refused_whatever_is_allowed(string url) =>
        CodesOf(url, Everything).ShouldBe([EgressReasons.AddressForbidden]);

    [Fact]
    public void All_problems_are_listed_at_once() =>
        CodesOf("http://ana:hunter2@10.0.0.5/v1#x", EgressPolicy.Default).ShouldBe(
        [
            EgressReasons.HttpNotAllowed, EgressReasons.CredentialsInUrl,
            EgressReasons.FragmentInUrl, EgressReasons.AddressPrivate,
        ]);

    private static IEnumerable<string> CodesOf(string? url, EgressPolicy policy) =>
        EgressUrl.Validate(url, policy).Select(p => p.Code);
}
