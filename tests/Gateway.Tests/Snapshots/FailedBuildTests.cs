using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Registry;
using Signalbox.Snapshots;
using Signalbox.Storage;
using Testing.Files;
using Testing.Time;

namespace Gateway.Tests.Snapshots;

/// <summary>When a registry that no snapshot can be built from is tried again.</summary>
public sealed class FailedBuildTests(TestDatabase databases) : IAsyncLifetime
{
    private readonly TempDirectory _data = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ReloadCounts _counts = new();
    private Database _database = null!;
    private SnapshotCopy _copy = null!;
    private SnapshotReloader _reloader = null!;

    public async ValueTask InitializeAsync()
    {
        _database = new Database(DatabaseOptions.Parse(await databases.CreateAsync(), _data.Path));
        await new Migrator(_database, _time, NullLogger<Migrator>.Instance).MigrateAsync(default);
        var (source, file) = (new SnapshotSource(_database, new ModelViews(null!, _time)), new SnapshotFile(new SnapshotOptions(_data.Path)));
        _copy = new SnapshotCopy(file, _counts, _time, NullLogger<SnapshotCopy>.Instance);
        _reloader = new SnapshotReloader(
            source, new SnapshotBuild(source, _counts), file, _copy, new SnapshotHolder(), new SnapshotActivation(), _counts, _time, NullLogger<SnapshotReloader>.Instance);
        await ExecuteAsync(
            "INSERT INTO scopes (id, kind, organization_id, name, access_mode, attributes, owner, revision, created_at, updated_at) VALUES ('o', 'organization', 'o', 'acme', 'sideways', '{}', 'api', 1, 0, 0)");
        await _reloader.StartFromBestSourceAsync(default);
        _counts.Failures.ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        _reloader.Dispose();
        _copy.Dispose();
        await _database.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task The_same_version_is_tried_at_growing_intervals()
    {
        (await TriesWithinAsync(seconds: 0)).ShouldBe(0);
        (await TriesWithinAsync(seconds: 1)).ShouldBe(1);
        (await TriesWithinAsync(seconds: 1)).ShouldBe(0);
        (await TriesWithinAsync(seconds: 1)).ShouldBe(1);
        (await TriesWithinAsync(seconds: 60)).ShouldBe(4, "after 4, 8, 16 and 32 seconds");
        (await TriesWithinAsync(seconds: 600)).ShouldBe(10, "a minute apart, however long it lasts");
        _reloader.Status.ShouldSatisfyAllConditions(s => s.Stale.ShouldBeTrue(), s => s.BuildFailed.ShouldBeTrue(), s => s.Problem!.ShouldContain("sideways"));
    }

    [Fact]
    public async Task Another_version_and_an_own_write_are_tried_at_once()
    {
        await TriesWithinAsync(seconds: 600);
        var before = _counts.Failures;

        await ExecuteAsync("UPDATE registry_version SET version = version + 1");
        await _reloader.CatchUpAsync(ReloadCause.Poll, default);
        _counts.Failures.ShouldBe(before + 1);
        (await _reloader.ReloadAfterCommitAsync(1_000)).ShouldBeFalse();
        _counts.Failures.ShouldBe(before + 2);

        await ExecuteAsync("UPDATE scopes SET access_mode = 'inherit'");
        await ExecuteAsync("UPDATE registry_version SET version = version + 1");
        await _reloader.CatchUpAsync(ReloadCause.Poll, default);
        _reloader.Status.ShouldSatisfyAllConditions(s => s.Stale.ShouldBeFalse(), s => s.BuildFailed.ShouldBeFalse());
    }

    [Fact]
    public async Task A_repair_that_left_the_version_is_found_within_a_minute()
    {
        await TriesWithinAsync(seconds: 600);
        await ExecuteAsync("UPDATE scopes SET access_mode = 'inherit'");

        (await TriesWithinAsync(seconds: 60)).ShouldBe(0, "no try fails");

        _reloader.Status.Stale.ShouldBeFalse();
        (await _reloader.ReadCurrentAsync(default)).State.Scopes.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_asks_for_the_registry_meanwhile_is_told_why_it_cannot_be_had_and_compiles_nothing()
    {
        var before = _counts.Failures;

        for (var i = 0; i < 5; i++) (await Should.ThrowAsync<InvalidDataException>(() => _reloader.ReadCurrentAsync(default))).Message.ShouldContain("sideways");

        _counts.Failures.ShouldBe(before);
    }

    /// <summary>Polls once a second, and tells how many builds failed.</summary>
    private async Task<long> TriesWithinAsync(int seconds)
    {
        var before = _counts.Failures;
        await _reloader.CatchUpAsync(ReloadCause.Poll, default);
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _reloader.CatchUpAsync(ReloadCause.Poll, default);
        }
        return _counts.Failures - before;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _database.OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }
}
