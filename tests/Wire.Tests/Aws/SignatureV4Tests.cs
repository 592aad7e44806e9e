using Signalbox.Wire.Aws;

namespace Wire.Tests.Aws;

public sealed class SignatureV4Tests
{
    private const string Host = "https://bedrock-runtime.eu-central-1.amazonaws.com";
    private static readonly AwsCredentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static readonly SignatureScope Scope = new("eu-central-1", "bedrock");
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2));

    /// <summary>The expected signatures were computed apart from this code, of canonical requests written out by hand.</summary>
    [Theory]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1%3A0", "5a840f43a734e54febec794fb50a79e5c812d86ec8c832b6e082dd7e3e911ef4")]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1:0", "67967da021ffb1de081a278fc1871ba78ddbb9229e3c140a90957a6d828c93de")]
    [InlineData("arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Ainference-profile%2Feu.amazon.nova-2-lite-v1%3A0", "471ac64956bdbf7b28b924cc846af842096678ef0688dc3e637e1c25d7dfea2f")]
    public void A_path_is_encoded_on_top_of_how_it_is_sent(string model, string signature) =>
        Sign($"{Host}/model/{model}/converse").ShouldBe(
        [
            new("X-Amz-Date", "20260102T030405Z"),
            new("x-amz-content-sha256", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
            new("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-central-1/bedrock/aws4_request, " +
                $"SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature={signature}"),
        ]);

    [Theory]
    [InlineData("/model/a%3A0/converse", "/model/a%253A0/converse")]
    [InlineData("/model/a:0/converse", "/model/a%3A0/converse")]
    [InlineData("/model/arn%3Ab%2Fc/converse", "/model/arn%253Ab%252Fc/converse")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/../..", "/")]
    [InlineData("", "/")]
    [InlineData("/a/%2E%2E/b", "/a/%252E%252E/b")]
    public void Paths_are_normalized_and_encoded(string path, string canonical) => CanonicalPath.Of(path).ShouldBe(canonical);

    [Theory]
    [InlineData("", "")]
    [InlineData("b=2&a=1&a=0", "a=0&a=1&b=2")]
    [InlineData("a&b=", "a=&b=")]
    [InlineData("a=x%20y&a=x%2Fy", "a=x%20y&a=x%2Fy")]
    [InlineData("a=b=c", "a=b%3Dc")]
    public void Queries_are_sorted_and_encoded_once(string query, string canonical) => CanonicalQuery.Of(query).ShouldBe(canonical);

    [Fact]
    public void A_port_that_is_not_the_scheme_s_own_is_part_of_the_host()
    {
        var plain = Sign("http://localhost/model/a/converse")[^1].Value;

        Sign("http://localhost:80/model/a/converse")[^1].Value.ShouldBe(plain);
        Sign("http://localhost:8080/model/a/converse")[^1].Value.ShouldNotBe(plain);
    }

    [Fact]
    public void A_host_that_is_given_is_signed_once()
    {
        var request = new SignableRequest { Method = "GET", Uri = new Uri(Host), Headers = [new("Host", "other")], SendsPayloadHash = false };

        SignatureV4.Sign(request, Credentials, Scope, Time)[^1].Value.ShouldContain("SignedHeaders=host;x-amz-date,");
    }

    [Fact]
    public void Credentials_do_not_tell_their_secrets() =>
        new AwsCredentials("AKIDEXAMPLE", "secret", "token").ToString().ShouldBe("AwsCredentials { AccessKeyId = AKIDEXAMPLE }");

    private static IReadOnlyList<KeyValuePair<string, string>> Sign(string uri) => SignatureV4.Sign(
        new SignableRequest { Method = "POST", Uri = new Uri(uri), Headers = [new("Content-Type", "application/json")], Payload = Bytes.Of("{}") },
        Credentials, Scope, Time);
}
