using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Signalbox.Usage;

/// <summary>
/// Finds the details that records have in common, so that each is encoded and stored once: nearly all calls of one key to one model by one program.
/// For one thread.
/// </summary>
internal sealed class SharedDetails
{
    /// <summary>A caller who gives each call another name of its program must not fill a table with them: beyond this, details go with their records.</summary>
    private const int MostInBatch = 64;

    private const int Places = 512;
    private const int IdBytes = 15;

    private readonly SharedDetail?[] _places = new SharedDetail?[Places];
    private readonly Dictionary<string, SharedDetail> _batch = new(StringComparer.Ordinal);

    /// <summary>Sets <see cref="UsageRecord.DetailId"/> of each record whose detail is shared.</summary>
    /// <returns>The details they refer to, each once.</returns>
    public IReadOnlyCollection<SharedDetail> Assign(IReadOnlyList<UsageRecord> batch)
    {
        _batch.Clear();
        foreach (var record in batch)
        {
            record.DetailId = null;
            // An attempt or a message belongs to one call.
            if (record.AttemptDetails.Count > 0 || record.Message is not null) continue;
            var detail = Find(record);
            if (_batch.Count < MostInBatch) _batch[detail.Id] = detail;
            if (_batch.ContainsKey(detail.Id)) record.DetailId = detail.Id;
        }
        return _batch.Values;
    }

    private SharedDetail Find(UsageRecord record)
    {
        ref var place = ref _places[(uint)HashCode.Combine(record.KeyId, record.UpstreamModel, record.Client, record.Api) % Places];
        if (place is null || !place.Content.IsOf(record)) place = new SharedDetail(UsageDetail.Of(record));
        return place;
    }

    /// <summary>A detail, its form in the database, and the id that this form gives it: the same on every instance.</summary>
    internal sealed class SharedDetail
    {
        public SharedDetail(UsageDetail content)
        {
            Content = content;
            Json = JsonSerializer.SerializeToUtf8Bytes(content, UsageJson.Default.UsageDetail);
            Id = Base64Url.EncodeToString(SHA256.HashData(Json).AsSpan(0, IdBytes));
        }

        public UsageDetail Content { get; }

        public byte[] Json { get; }

        public string Id { get; }
    }
}
