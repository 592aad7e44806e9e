using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Access;
using Signalbox.Secrets;

namespace Gateway.Tests.Secrets;

public sealed class KeyHasherTests
{
    private static readonly byte[] Pepper = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly KeyHasher _hasher = new(Pepper);

    [Theory]
    [InlineData("")]
    [InlineData("sb-0123456789abcdefghijklmnopqrstuvwxyzABCD")]
    [InlineData("schlüssel 鍵 🔑")]
    public void The_hash_is_hmac_sha_256_of_the_utf_8_under_the_pepper(string secret) =>
        _hasher.Hash(secret).ShouldBe(new KeyHash(HMACSHA256.HashData(Pepper, Encoding.UTF8.GetBytes(secret))));

    [Fact]
    public void Another_pepper_gives_another_hash() => new KeyHasher(new byte[32]).Hash("sb-key").ShouldNotBe(_hasher.Hash("sb-key"));

    [Fact]
    public void A_key_of_any_length_is_hashed_in_bounded_space() => // CVE-2026-42208: absurd credentials
        Should.NotThrow(() => _hasher.Hash(new string('鍵', 1_000_000)));

    [Fact]
    public void The_stored_form_reads_back()
    {
        var hash = _hasher.Hash("sb-key");

        hash.ToString().Length.ShouldBe(43);
        KeyHash.Parse(hash.ToString()).ShouldBe(hash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not a hash")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_stored_form_is_no_hash(string text) => KeyHash.Parse(text).ShouldBeNull();

    [Fact]
    public void Hashing_allocates_nothing_once_the_runtime_has_settled()
    {
        const string secret = "sb-0123456789abcdefghijklmnopqrstuvwxyzABCD";
        var least = long.MaxValue;
        for (var round = 0; round < 200 && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) _hasher.Hash(secret);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        least.ShouldBe(0);
    }
}
