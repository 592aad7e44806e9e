using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;

namespace Signalbox.Pipeline.Policies;

/// <summary>Finds what a call has in common with others, without allocating: it is asked for every call of a policy whose answers are kept.</summary>
internal static class PolicyLikenesses
{
    /// <summary>Of a call.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="target">The group.</param>
    /// <param name="eligible">Per member, whether it can serve the request.</param>
    public static PolicyLikeness Of(PolicyFacts facts, CallableTarget target, ReadOnlySpan<bool> eligible) => new(
        target.Name, facts.Api, facts.Stream, (int)facts.Needs, BitOperations.Log2((ulong)facts.InputTokens | 1), BitOperations.Log2((ulong)(facts.OutputTokens ?? 0) | 1), facts.KeyId,
        facts.UserId, facts.TeamId, facts.ProjectId, facts.OrganizationId, facts.Environment, Members(target, eligible), facts.Granted is { } granted ? Granted(granted) : UInt128.Zero);

    private static UInt128 Members(CallableTarget target, ReadOnlySpan<bool> eligible)
    {
        var most = 0;
        for (var i = 0; i < eligible.Length; i++) most += Encoding.UTF8.GetMaxByteCount(target.Members[i].Model.Length) + 1;
        var bytes = ArrayPool<byte>.Shared.Rent(most);
        var length = 0;
        for (var i = 0; i < eligible.Length; i++)
            if (eligible[i]) length = Append(bytes, length, target.Members[i].Model);
        return Half(bytes, length);
    }

    private static UInt128 Granted(GrantedFacts granted)
    {
        var session = granted.Session ?? "";
        var bytes = ArrayPool<byte>.Shared.Rent(granted.Metadata.Length + granted.Body.Length + Encoding.UTF8.GetMaxByteCount(session.Length) + 3);
        return Half(bytes, Append(bytes, Append(bytes, Append(bytes, 0, granted.Metadata.Span), granted.Body.Span), session));
    }

    // JSON and names hold no NUL, so that the parts cannot be taken for each other.
    private static int Append(byte[] bytes, int at, string text)
    {
        at += Encoding.UTF8.GetBytes(text, bytes.AsSpan(at));
        bytes[at] = 0;
        return at + 1;
    }

    private static int Append(byte[] bytes, int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(bytes.AsSpan(at));
        bytes[at + part.Length] = 0;
        return at + part.Length + 1;
    }

    private static UInt128 Half(byte[] rented, int length)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rented.AsSpan(0, length), hash);
        // It may hold prompts, which are nobody else's.
        rented.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(rented);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
