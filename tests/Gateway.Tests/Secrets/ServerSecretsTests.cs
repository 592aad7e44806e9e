using System.Runtime.Versioning;
using System.Security.Cryptography;
using Dapper;
using Signalbox.Secrets;
using Testing.Files;

namespace Gateway.Tests.Secrets;

public sealed class ServerSecretsTests(TestDatabase databases)
{
    private const string Master = "master-key-one-0123456789";

    [Fact]
    public async Task Another_start_knows_the_same_secrets()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        string encrypted, hash;
        await using (var first = await SecretsHost.StartAsync(data.Path, database))
            (encrypted, hash) = (first.Protector.Protect("sk-upstream"), first.Hasher.Hash("sb-key").ToString());

        await using var second = await SecretsHost.StartAsync(data.Path, database);

        (second.Protector.Unprotect(encrypted), second.Hasher.Hash("sb-key").ToString()).ShouldBe(("sk-upstream", hash));
    }

    [Fact]
    public async Task With_the_database_away_the_copy_on_disk_serves()
    {
        using var data = new TempDirectory();
        string encrypted, hash;
        await using (var first = await SecretsHost.StartAsync(data.Path, await databases.CreateAsync(), Master))
            (encrypted, hash) = (first.Protector.Protect("sk-upstream"), first.Hasher.Hash("sb-key").ToString());

        await using var second = await SecretsHost.StartAsync(data.Path, masterKey: Master, away: true);

        (second.Protector.Unprotect(encrypted), second.Hasher.Hash("sb-key").ToString()).ShouldBe(("sk-upstream", hash));
    }

    [Fact]
    public async Task A_first_start_without_the_database_says_that_it_needs_it()
    {
        using var data = new TempDirectory();

        var failure = await Should.ThrowAsync<SecretsUnreadableException>(() => SecretsHost.StartAsync(data.Path, masterKey: Master, away: true));

        failure.Message.ShouldContain("first start needs the database");
    }

    [Fact]
    public async Task A_secret_that_must_be_made_while_the_database_is_away_is_a_clear_refusal()
    {
        using var data = new TempDirectory();
        await (await SecretsHost.StartAsync(data.Path, await databases.CreateAsync(), Master)).DisposeAsync();
        await using var away = await SecretsHost.StartAsync(data.Path, masterKey: Master, away: true);

        var failure = await Should.ThrowAsync<SecretsUnreadableException>(() => away.Secrets.GetOrCreateAsync("new", () => [1], CancellationToken.None));

        failure.Message.ShouldContain("'new'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"key-hash\":")]
    [InlineData("[]")]
    public async Task A_damaged_copy_is_named(string content)
    {
        using var data = new TempDirectory();
        await (await SecretsHost.StartAsync(data.Path, await databases.CreateAsync(), Master)).DisposeAsync();
        await File.WriteAllTextAsync(Copy(data), content);

        var failure = await Should.ThrowAsync<SecretsUnreadableException>(() => SecretsHost.StartAsync(data.Path, masterKey: Master, away: true));

        failure.Message.ShouldContain("server-secrets.json is damaged");
    }

    [Fact]
    public async Task A_start_with_the_database_makes_a_lost_or_damaged_copy_anew()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        await (await SecretsHost.StartAsync(data.Path, database, Master)).DisposeAsync();
        await File.WriteAllTextAsync(Copy(data), "damaged");
        await (await SecretsHost.StartAsync(data.Path, database, Master)).DisposeAsync();

        await (await SecretsHost.StartAsync(data.Path, masterKey: Master, away: true)).DisposeAsync();
    }

    [Fact]
    public async Task Another_master_key_ends_the_start_saying_what_to_do()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        await (await SecretsHost.StartAsync(data.Path, database, Master)).DisposeAsync();
        var copy = await File.ReadAllTextAsync(Copy(data));

        var failure = await Should.ThrowAsync<SecretsUnreadableException>(() => SecretsHost.StartAsync(data.Path, database, "another-master-key-0123456789"));

        failure.Message.ShouldContain("SIGNALBOX_MASTER_KEY");
        failure.Message.ShouldNotContain("0123456789");
        (await File.ReadAllTextAsync(Copy(data))).ShouldBe(copy, "the copy that still works is left alone");
    }

    [Fact]
    public async Task A_lost_key_file_ends_the_start_rather_than_beginning_anew()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        await (await SecretsHost.StartAsync(data.Path, database)).DisposeAsync();
        File.Delete(data["secrets/kek"]);

        (await Should.ThrowAsync<SecretsUnreadableException>(() => SecretsHost.StartAsync(data.Path, database))).Message.ShouldContain("secrets/kek");
    }

    [Fact]
    public async Task Instances_that_start_at_once_on_an_empty_database_agree()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync() ?? $"sqlite:{data["shared.db"]}";
        await (await MigratedAsync(data["warm"], database)).DisposeAsync();

        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => SecretsHost.StartAsync(Made(data[$"instance-{i}"]), database, Master))));

        foreach (var writer in hosts)
        {
            var encrypted = writer.Protector.Protect("sk-shared");
            hosts.ShouldAllBe(reader => reader.Protector.Unprotect(encrypted) == "sk-shared");
        }
        hosts.Select(h => h.Hasher.Hash("sb-key")).Distinct().Count().ShouldBe(1);
        foreach (var host in hosts) await host.DisposeAsync();
    }

    [Fact]
    public async Task One_secret_cannot_be_passed_off_as_another()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        await using (var host = await SecretsHost.StartAsync(data.Path, database, Master))
        {
            await host.Secrets.GetOrCreateAsync("one", () => RandomNumberGenerator.GetBytes(32), CancellationToken.None);
            await using var connection = await host.Database.OpenAsync(CancellationToken.None);
            await connection.ExecuteAsync("UPDATE server_secrets SET value = (SELECT value FROM server_secrets WHERE name = 'one') WHERE name = 'key-hash'");
        }

        (await Should.ThrowAsync<SecretsUnreadableException>(() => SecretsHost.StartAsync(data.Path, database, Master))).Message.ShouldContain("'key-hash'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_damaged_row_is_named_rather_than_crashing_the_start(string value)
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        await using (var host = await SecretsHost.StartAsync(data.Path, database, Master))
        {
            await using var connection = await host.Database.OpenAsync(CancellationToken.None);
            await connection.ExecuteAsync("UPDATE server_secrets SET value = @value WHERE name = 'key-hash'", new { value });
        }

        (await Should.ThrowAsync<SecretsUnreadableException>(() => SecretsHost.StartAsync(data.Path, database, Master))).Message.ShouldContain("'key-hash'");
    }

    [Fact]
    public async Task Neither_the_table_nor_the_copy_holds_a_secret_in_the_clear()
    {
        using var data = new TempDirectory();
        await using var host = await SecretsHost.StartAsync(data.Path, await databases.CreateAsync(), Master);
        await using var connection = await host.Database.OpenAsync(CancellationToken.None);

        var stored = string.Join('\n', await connection.QueryAsync<string>("SELECT value FROM server_secrets")) + await File.ReadAllTextAsync(Copy(data));

        var plain = new List<byte[]> { host.Secrets.Get("key-hash")!, host.Secrets.Get("dp:first")! };
        foreach (var secret in plain)
        {
            stored.ShouldNotContain(Convert.ToBase64String(secret)[..40]);
            stored.ShouldNotContain(Convert.ToHexStringLower(secret), Case.Insensitive);
        }
        stored.ShouldNotContain("masterKey", Case.Insensitive);
        stored.ShouldNotContain(Master);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_and_directories_of_secrets_are_private()
    {
        using var data = new TempDirectory();
        await (await SecretsHost.StartAsync(data.Path, await databases.CreateAsync())).DisposeAsync();

        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(data["secrets"]).ShouldBe(file | UnixFileMode.UserExecute);
        Directory.EnumerateFiles(data["secrets"]).Select(Path.GetFileName).ShouldBe(["kek", "server-secrets.json"], ignoreOrder: true);
        Directory.EnumerateFiles(data["secrets"]).ShouldAllBe(path => File.GetUnixFileMode(path) == file);
    }

    private static string Copy(TempDirectory data) => data["secrets/server-secrets.json"];

    private static string Made(string path) => Directory.CreateDirectory(path).FullName;

    /// <summary>Applies the schema, so that the race that follows is about the secrets alone.</summary>
    private static async Task<Signalbox.Storage.Database> MigratedAsync(string directory, string database)
    {
        var opened = new Signalbox.Storage.Database(Signalbox.Storage.DatabaseOptions.Parse(database, Made(directory)));
        await new Signalbox.Storage.Migrator(opened, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Signalbox.Storage.Migrator>.Instance)
            .MigrateAsync(CancellationToken.None);
        return opened;
    }
}
