using Gateway.Tests.Usage;
using Gateway.Tests.Usage.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Core.Access;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Limits;
using Signalbox.Usage;
using Testing.Time;

namespace Gateway.Tests.Limits;

/// <summary>Budgets that follow calls priced anew, at one of several instances that share nothing but the database.</summary>
public sealed class BudgetCorrectionTests(TestDatabase kind) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Records.Start).AddHours(1));
    private readonly LimitLedgers _ledgers = new();
    private readonly SnapshotHolder _snapshots = new();
    private readonly JournalSandbox _sandbox = new();
    private readonly UsageRecord _call = Records.Ended(Records.Id(1));
    private UsageDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await UsageDatabase.CreateAsync(kind);
        _snapshots.Swap(SnapshotCompiler.Compile(new RegistryState
        {
            Version = 1,
            Scopes =
            [
                new ScopeRow(
                    ScopeKind.Organization, _call.OrganizationId!, null, "acme", AccessMode.Inherit, [],
                    Limits: new([new() { Measure = LimitMeasure.Cost, Period = LimitPeriod.Month, Amount = 1_000_000 }])),
            ],
        }));
        _call.CostMicros = 100;
        await _database.Store.InsertAsync([_call], default);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _sandbox.Dispose();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(10)]
    public async Task A_change_counts_once_though_balances_are_looked_at_in_the_midst_of_it(long cost)
    {
        var share = new OnlyDatabase();
        var shared = new SharedAllowance(_ledgers, share, new LimitCounts(), _time);
        using var corrections = new BudgetCorrections(_ledgers, shared, share, new LoweredCostStore(_database.Database), _snapshots, _time, NullLogger<BudgetCorrections>.Instance);
        using var journal = _sandbox.Open();
        using var writer = new UsageWriter(journal, _database.Store, _time, NullLogger<UsageWriter>.Instance);
        var balances = new OpeningBalances(new ConsumptionStore(_database.Database));
        using var coordination = new LimitCoordination(_ledgers, shared, share, balances, corrections, _snapshots, writer, _time, NullLogger<LimitCoordination>.Instance);
        var limit = _snapshots.Current.AllLimits.Single().Limits.Single();
        foreach (var (_, window, taken) in await balances.ReadAsync([limit], _ledgers.Now(_time).Wall, [], null, default))
            _ledgers.Of(limit.OrganizationId).Seed(limit, window, taken, _ledgers.Now(_time));
        Taken(limit).ShouldBe(100);

        var looking = Task.CompletedTask;
        await corrections.ApplyAsync(
            async cancellation =>
            {
                var changed = await _database.Store.CorrectAsync([new CostChange(_call, cost)], cancellation);
                looking = coordination.RebaseAsync(cancellation);
                // It ends in no time, unless it waits as it should.
                await Task.WhenAny(looking, Task.Delay(TimeSpan.FromMilliseconds(500), cancellation));
                return changed;
            },
            default);
        await looking;

        Taken(limit).ShouldBe(cost);
    }

    [Fact]
    public void What_is_told_anew_after_it_was_deleted_counts_from_the_start()
    {
        var share = new OnlyDatabase();
        using var corrections = new BudgetCorrections(
            _ledgers, new SharedAllowance(_ledgers, share, new LimitCounts(), _time), share, new LoweredCostStore(_database.Database), _snapshots, _time, NullLogger<BudgetCorrections>.Instance);
        var limit = _snapshots.Current.AllLimits.Single().Limits.Single();
        var window = OpeningBalances.Of([limit], _ledgers.Now(_time).Wall, []).Single().WindowStart;
        _ledgers.Of(limit.OrganizationId).Seed(limit, window, 1000, _ledgers.Now(_time));

        corrections.Follow([Told(300)], [limit]);
        corrections.Follow([Told(300)], [limit]);
        Taken(limit).ShouldBe(700);
        corrections.Follow([], [limit]);
        corrections.Follow([Told(200)], [limit]);

        Taken(limit).ShouldBe(500);

        LoweredCost Told(long micros) => new() { LimitIdentity = limit.Identity, WindowStart = window, Micros = micros };
    }

    private long Taken(CompiledLimit limit) => _ledgers.Of(limit.OrganizationId).Marks().Single(mark => mark.Identity == limit.Identity).Taken;

    /// <summary>Several instances on a database, without Redis.</summary>
    private sealed class OnlyDatabase : IShareStore
    {
        public string Instance => "one";

        public bool IsConfigured => false;

        public bool MayHavePeers => true;

        public Task<int> CountInstancesAsync(CancellationToken cancellation) => Task.FromResult(2);

        public Task<(byte[]? Value, long Now)> ReadAsync(string key, CancellationToken cancellation) => throw new ShareStoreException("There is none.");

        public Task<bool> TryReplaceAsync(string key, byte[]? read, byte[] next, TimeSpan keep, CancellationToken cancellation) => throw new ShareStoreException("There is none.");
    }
}
