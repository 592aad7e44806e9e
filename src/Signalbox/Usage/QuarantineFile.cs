using Signalbox.Usage.Journal;

namespace Signalbox.Usage;

/// <summary>Where records go that no database takes, so that they neither block the others nor vanish: one per line, as in the journal, in Base64.</summary>
internal sealed class QuarantineFile(string directory)
{
    private readonly string _path = Path.Combine(directory, "quarantine");

    /// <summary>Adds a record.</summary>
    public async Task AddAsync(UsageRecord record, CancellationToken cancellation)
    {
        var bytes = new byte[UsageRecordCodec.MaxBytes];
        var length = UsageRecordCodec.Write(record, bytes);
        await File.AppendAllTextAsync(_path, Convert.ToBase64String(bytes, 0, length) + "\n", cancellation);
    }
}
