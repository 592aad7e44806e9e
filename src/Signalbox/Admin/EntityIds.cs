using System.Security.Cryptography;
using Signalbox.Core.Ids;

namespace Signalbox.Admin;

/// <summary>Ids for rows.</summary>
internal static class EntityIds
{
    /// <summary>A new ULID.</summary>
    public static string New(TimeProvider time)
    {
        Span<byte> random = stackalloc byte[Ulid.RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Ulid.Create(time.GetUtcNow().ToUnixTimeMilliseconds(), random);
    }
}
