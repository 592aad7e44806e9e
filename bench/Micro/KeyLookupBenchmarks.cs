using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Secrets;

namespace Signalbox.Micro;

/// <summary>What a call pays for "who is it, and may they": the hash of the key, its look-up among many, the decision over five levels.</summary>
[MemoryDiagnoser]
public class KeyLookupBenchmarks
{
    private const string Secret = "sb-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_Ab";
    private readonly KeyHasher _hasher = new(new byte[32]);
    private Snapshot _snapshot = null!;
    private KeyHash _hash;
    private ScopeChain _chain = null!;
    private Asset _asset = null!;

    /// <summary>Keys in the snapshot.</summary>
    [Params(100, 10_000)]
    public int Keys { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        _hash = _hasher.Hash(Secret);
        _snapshot = SnapshotCompiler.Compile(new RegistryState
        {
            Version = 1,
            Providers = [new Provider { Id = "p", Name = "one", Kind = ProviderKind.OpenAICompatible, BaseUrl = "https://one.example/v1" }],
            Models = [.. Enumerable.Range(0, 100).Select(i => new Model
            {
                Id = $"m{i}", Name = $"model-{i}", Deployments = [new Deployment { Id = $"d{i}", ProviderId = "p", UpstreamModel = "up" }],
            })],
            Scopes =
            [
                new(ScopeKind.Organization, "acme", null, "acme", AccessMode.Inherit, [.. Enumerable.Range(0, 100).Select(i => new Grant($"model-{i}"))]),
                new(ScopeKind.Team, "web", "acme", "web", AccessMode.Restrict, [new("model-1"), new("model-2"), new("model-3")]),
                new(ScopeKind.Project, "shop", "web", "shop", AccessMode.Restrict, [new("model-1"), new("model-2")], "prod"),
                new(ScopeKind.User, "ana", "acme", "ana", AccessMode.Restrict, [new("model-1")]),
            ],
            Keys = [.. Enumerable.Range(0, Keys).Select(Key)],
        });
        _asset = _snapshot.Assets.Find(AssetKind.CallableTarget, "model-1")!;
        _chain = _snapshot.Authenticate(_hash, 0)!.Chain;
    }

    [Benchmark]
    public KeyHash Hash() => _hasher.Hash(Secret);

    [Benchmark]
    public KeyPrincipal? LookUp() => _snapshot.Authenticate(_hash, 0);

    [Benchmark]
    public AccessDecision Decide() => AccessEngine.Decide(_chain, _asset, 0);

    private KeyRow Key(int number)
    {
        Span<byte> bytes = stackalloc byte[KeyHash.Size];
        bytes.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return new KeyRow
        {
            Id = $"key{number}", Name = $"key-{number}", Prefix = "sb-AbCdE", Hash = (number == 0 ? _hash : new KeyHash(bytes)).ToString(),
            ProjectId = "shop", UserId = "ana", Mode = AccessMode.Restrict, Grants = [new("model-1")],
        };
    }
}
