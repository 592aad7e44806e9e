using Gateway.Tests.Secrets;
using Signalbox.Identity;
using Signalbox.Secrets;
using Testing.Files;

namespace Gateway.Tests.Identity;

public sealed class AdminKeyTests(TestDatabase databases)
{
    private const string Master = "master-key-one-0123456789";

    [Fact]
    public async Task Without_a_master_key_one_is_made_at_the_first_start_and_shown_only_then()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        string made;
        await using (var host = await SecretsHost.StartAsync(data.Path, database))
        {
            var first = new AdminKey(host.Secrets, host.Hasher);
            made = (await first.LoadAsync(null, CancellationToken.None)).ShouldNotBeNull();
            first.Matches(made).ShouldBeTrue();
        }

        await using var again = await SecretsHost.StartAsync(data.Path, database);
        var second = new AdminKey(again.Secrets, again.Hasher);

        (await second.LoadAsync(null, CancellationToken.None)).ShouldBeNull();
        second.Matches(made).ShouldBeTrue();
        made.ShouldMatch("^sb-[A-Za-z0-9_-]{40}$");
    }

    [Fact]
    public async Task Only_a_keyed_hash_of_it_is_kept()
    {
        using var data = new TempDirectory();
        await using var host = await SecretsHost.StartAsync(data.Path, await databases.CreateAsync());

        var made = (await new AdminKey(host.Secrets, host.Hasher).LoadAsync(null, CancellationToken.None))!;

        System.Text.Encoding.ASCII.GetString(host.Secrets.Get("admin-key")!).ShouldBe(host.Hasher.Hash(made).ToString());
    }

    [Fact]
    public async Task The_master_key_is_the_admin_key_and_is_never_shown()
    {
        using var data = new TempDirectory();
        await using var host = await SecretsHost.StartAsync(data.Path, await databases.CreateAsync(), Master);
        var key = new AdminKey(host.Secrets, host.Hasher);

        (await key.LoadAsync(Master, CancellationToken.None)).ShouldBeNull();

        key.Matches(Master).ShouldBeTrue();
        host.Secrets.Get("admin-key").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("master-key-one-012345678")]
    [InlineData("master-key-one-01234567890")]
    [InlineData("MASTER-KEY-ONE-0123456789")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\0")]
    public async Task Nothing_but_the_whole_key_matches(string presented)
    {
        using var data = new TempDirectory();
        await using var host = await SecretsHost.StartAsync(data.Path, await databases.CreateAsync(), Master);
        var key = new AdminKey(host.Secrets, host.Hasher);
        await key.LoadAsync(Master, CancellationToken.None);

        key.Matches(presented).ShouldBeFalse();
        key.Matches(Master + new string('x', KeyHasher.MaxLength)).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_key_has_another_fingerprint_that_tells_nothing_of_it()
    {
        using var data = new TempDirectory();
        await using var host = await SecretsHost.StartAsync(data.Path, await databases.CreateAsync(), Master);
        var (one, two) = (new AdminKey(host.Secrets, host.Hasher), new AdminKey(host.Secrets, host.Hasher));
        await one.LoadAsync(Master, CancellationToken.None);
        await two.LoadAsync("master-key-two-0123456789", CancellationToken.None);

        one.Fingerprint.ShouldNotBe(two.Fingerprint);
        one.Fingerprint.ShouldMatch("^[0-9a-f]{16}$");
    }
}
