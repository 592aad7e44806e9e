using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Core.Snapshots;
using Signalbox.Snapshots;
using Signalbox.Storage;
using Testing.Files;
using Testing.Net;

namespace Gateway.Tests.Snapshots;

/// <summary>A start while the database cannot be reached, with a copy on disk that is not as it was written.</summary>
public sealed class DamagedCopyTests : IDisposable
{
    private readonly TempDirectory _data = new();

    private string Copy => _data["snapshot.json"];

    [Fact]
    public async Task A_sound_copy_serves_and_is_marked_stale()
    {
        Write(new RegistryState { Version = 7 });

        var (status, snapshot) = await StartAsync();

        (status.Exists, status.Stale, snapshot.Version).ShouldBe((true, true, 7));
    }

    [Fact]
    public Task A_flipped_byte_anywhere_is_refused() => IsRefusedAsync(content =>
    {
        foreach (var place in new[] { 0, 63, 64, 65, content.Length / 2, content.Length - 1 })
            content[place] ^= 1;
        return content;
    });

    [Theory]
    [InlineData(0), InlineData(1), InlineData(64), InlineData(65), InlineData(100)]
    public Task A_copy_that_ends_early_is_refused(int length) => IsRefusedAsync(content => content[..length]);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":"seven"}""")]
    [InlineData("""{"version":7,"scopes":null}""")]
    [InlineData("""{"version":7,"scopes":[null]}""")]
    [InlineData("""{"version":7,"providers":[{"kind":"OfTheFuture","id":"p","name":"p"}]}""")]
    [InlineData("""{"version":7,"keys":[{"id":"k","name":"k","prefix":"sb-12345","hash":"no hash","team_id":"nowhere"}]}""")]
    public Task A_copy_of_another_version_or_that_cannot_be_compiled_is_refused_though_its_digest_is_right(string json) => IsRefusedAsync(_ => Signed(json));

    [Fact]
    public async Task A_copy_that_cannot_be_opened_does_not_keep_the_gateway_from_starting()
    {
        Directory.CreateDirectory(Copy);
        (await StartAsync()).Status.Exists.ShouldBeFalse();

        Directory.Delete(Copy);
        File.CreateSymbolicLink(Copy, Copy);
        (await StartAsync()).Status.Exists.ShouldBeFalse();
    }

    public void Dispose() => _data.Dispose();

    private async Task IsRefusedAsync(Func<byte[], byte[]> damage)
    {
        Write(new RegistryState { Version = 7 });
        File.WriteAllBytes(Copy, damage(File.ReadAllBytes(Copy)));

        var (status, snapshot) = await StartAsync();

        (status.Exists, status.Stale, snapshot.Version).ShouldBe((false, true, 0));
        status.Problem.ShouldNotBeNull();
    }

    private void Write(RegistryState state) => new SnapshotFile(new SnapshotOptions(_data.Path)).Write(state);

    private static byte[] Signed(string json) => Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))}\n{json}");

    private async Task<(SnapshotStatus Status, Snapshot Snapshot)> StartAsync()
    {
        await using var database = new Database(DatabaseOptions.Parse($"Host=127.0.0.1;Port={FreePort.Next()};Username=nobody;Database=none;Timeout=2", _data.Path));
        var (source, counts, file, holder) = (new SnapshotSource(database, null!), new ReloadCounts(), new SnapshotFile(new SnapshotOptions(_data.Path)), new SnapshotHolder());
        using var copy = new SnapshotCopy(file, counts, TimeProvider.System, NullLogger<SnapshotCopy>.Instance);
        using var reloader = new SnapshotReloader(
            source, new SnapshotBuild(source, counts), file, copy, holder, new SnapshotActivation(), counts, TimeProvider.System, NullLogger<SnapshotReloader>.Instance);
        await reloader.StartFromBestSourceAsync(default);
        return (reloader.Status, holder.Current);
    }
}
