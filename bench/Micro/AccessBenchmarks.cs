using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Micro;

/// <summary>
/// Access at full size: 100,000 keys in 1,000 teams of 20 organizations over 1,000 assets. What a decision costs over all five levels, how long a
/// build takes, and (written when the benchmark is set up) how many bytes a compiled snapshot holds per key.
/// </summary>
[MemoryDiagnoser]
public class AccessBenchmarks
{
    private const int Organizations = 20, Teams = 1_000, Keys = 100_000, Assets = 1_000;
    private const long Now = 1_000_000;
    private readonly RegistryState _state = State();
    private Snapshot _snapshot = null!;
    private ScopeChain _plain = null!, _conditional = null!;
    private Asset _granted = null!, _ungranted = null!;

    [GlobalSetup]
    public void Compile()
    {
        SnapshotCompiler.Compile(State());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        _snapshot = SnapshotCompiler.Compile(_state);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"// a compiled snapshot holds {held:N0} bytes besides its rows: {held / Keys:N0} per key");
        _plain = _snapshot.FindChain(ScopeKind.Key, "key1")!;
        _conditional = _snapshot.FindChain(ScopeKind.Key, "key0")!;
        _granted = _snapshot.Assets.Find(AssetKind.CallableTarget, "family-1-model-1")!;
        _ungranted = _snapshot.Assets.Find(AssetKind.CallableTarget, "family-9-model-9")!;
        if (!Allowed() || !AllowedByCondition() || Denied()) throw new InvalidOperationException("The rules are not those that are to be measured.");
    }

    [Benchmark]
    public bool Allowed() => AccessEngine.Decide(_plain, _granted, Now).Allowed;

    [Benchmark]
    public bool AllowedByCondition() => AccessEngine.Decide(_conditional, _granted, Now).Allowed;

    [Benchmark]
    public bool Denied() => AccessEngine.Decide(_plain, _ungranted, Now).Allowed;

    [Benchmark]
    public Snapshot Build() => SnapshotCompiler.Compile(_state);

    private static RegistryState State() => new()
    {
        Version = 1,
        Models = [.. Enumerable.Range(0, Assets).Select(i => new Model { Id = $"m{i}", Name = $"family-{i % 50}-model-{i}", Tags = [$"tag{i % 10}"] })],
        Scopes =
        [
            .. Enumerable.Range(0, Organizations).Select(i => new ScopeRow(ScopeKind.Organization, $"org{i}", null, $"org{i}", AccessMode.Inherit, [new("family-*")])),
            .. Enumerable.Range(0, Organizations).Select(i => new ScopeRow(ScopeKind.User, $"user{i}", $"org{i}", $"user{i}", AccessMode.Restrict, [new("*")])),
            .. Enumerable.Range(0, Teams).Select(i => new ScopeRow(
                ScopeKind.Team, $"team{i}", $"org{i % Organizations}", $"team{i}", AccessMode.Restrict, [new("family-1-*"), new("tag:tag1"), .. Some(i, 20)])),
            .. Enumerable.Range(0, Teams).Select(i => new ScopeRow(
                ScopeKind.Project, $"project{i}", $"team{i}", "shop", AccessMode.Restrict, [new("family-1-*"), .. Some(i, 10)], "prod")),
        ],
        Keys = [.. Enumerable.Range(0, Keys).Select(Key)],
    };

    /// <summary>Half of the keys inherit; of the others each grants one to four assets, one in ten of them for a time and an environment.</summary>
    private static KeyRow Key(int number)
    {
        Span<byte> hash = stackalloc byte[KeyHash.Size];
        hash.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(hash, number);
        var grant = new Grant("family-1-model-1");
        if (number % 10 == 0) grant = grant with { ExpiresAt = Now + 1 + number, Environments = Environments.Prod };
        return new KeyRow
        {
            Id = $"key{number}", Name = $"key-{number}", Prefix = "sb-AbCdE", Hash = new KeyHash(hash).ToString(), ProjectId = $"project{number % Teams}",
            UserId = $"user{number % Teams % Organizations}",
            Mode = number % 2 == 0 || number == 1 ? AccessMode.Restrict : AccessMode.Inherit,
            Grants = number % 2 == 0 || number == 1 ? [grant, .. Some(number, number % 4)] : [],
        };
    }

    private static IEnumerable<Grant> Some(int seed, int count) =>
        Enumerable.Range(0, count).Select(i => (seed * 31 + i * 97) % Assets).Where(i => i != 1).Select(i => new Grant($"family-{i % 50}-model-{i}"));
}
