using System.Globalization;

namespace Signalbox.Usage.Journal;

/// <summary>A record's form in the journal. Field numbers are stored: never renumber, never reuse.</summary>
internal static class UsageRecordCodec
{
    /// <summary>No record takes more: texts are cut when they are set.</summary>
    public const int MaxBytes = 8 * 1024;

    private const int MaxMessage = 600;

    /// <summary>Encodes and returns the length. Allocates nothing for a record without attempt details.</summary>
    public static int Write(UsageRecord record, Span<byte> target)
    {
        var writer = new TaggedWriter(target);
        writer.Text(1, record.RequestId);
        writer.Number(2, record.StartedAt);
        writer.Number(3, record.FinishedAt);
        writer.Number(4, (long)record.Status);
        writer.Number(5, record.HttpStatus);
        writer.Text(6, record.Code);
        writer.Text(7, Cut(record.ReasonCodes, 200));
        writer.Text(8, Cut(record.Message, MaxMessage));
        writer.Text(9, record.Api);
        writer.Flag(10, record.Stream);
        writer.Text(11, Cut(record.Model, 256));
        writer.Text(12, record.TargetKind);
        writer.Text(13, Cut(record.Deployment, 330));
        writer.Text(14, record.Provider);
        writer.Text(15, record.UpstreamModel);
        writer.Flag(16, record.Demo);
        writer.Number(17, record.Attempts);
        for (var i = 0; i < Math.Min(record.AttemptDetails.Count, 8); i++) writer.Text(18, Attempt(record.AttemptDetails[i]));
        writer.Text(19, record.OrganizationId);
        writer.Text(20, record.Organization);
        writer.Text(21, record.TeamId);
        writer.Text(22, record.Team);
        writer.Text(23, record.ProjectId);
        writer.Text(24, record.Project);
        writer.Text(25, record.UserId);
        writer.Text(26, record.User);
        writer.Text(27, record.KeyId);
        writer.Text(28, record.KeyName);
        writer.Text(29, record.KeyPrefix);
        writer.Text(30, record.Environment);
        writer.Number(31, record.TokensInput);
        writer.Number(32, record.TokensOutput);
        writer.Number(33, record.TokensCached);
        writer.Number(34, record.TokensCacheWrite);
        writer.Number(35, record.TokensReasoning);
        writer.Number(36, record.CostMicros);
        writer.Number(37, record.LatencyMicroseconds);
        writer.Number(38, record.TimeToFirstTokenMicroseconds);
        writer.Number(39, record.OverheadMicroseconds);
        writer.Text(40, record.Client);
        return writer.Length;
    }

    /// <summary>Decodes.</summary>
    /// <exception cref="InvalidDataException">The bytes are no record.</exception>
    public static UsageRecord Read(ReadOnlySpan<byte> source)
    {
        var record = new UsageRecord();
        var attempts = new List<CallAttempt>();
        var reader = new TaggedReader(source);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: record.RequestId = reader.Text; break;
                case 2: record.StartedAt = reader.Number; break;
                case 3: record.FinishedAt = reader.Number; break;
                case 4: record.Status = (CallStatus)reader.Number; break;
                case 5: record.HttpStatus = (int)reader.Number; break;
                case 6: record.Code = reader.Text; break;
                case 7: record.ReasonCodes = reader.Text; break;
                case 8: record.Message = reader.Text; break;
                case 9: record.Api = reader.Text; break;
                case 10: record.Stream = reader.Number != 0; break;
                case 11: record.Model = reader.Text; break;
                case 12: record.TargetKind = reader.Text; break;
                case 13: record.Deployment = reader.Text; break;
                case 14: record.Provider = reader.Text; break;
                case 15: record.UpstreamModel = reader.Text; break;
                case 16: record.Demo = reader.Number != 0; break;
                case 17: record.Attempts = (int)reader.Number; break;
                case 18: attempts.Add(Attempt(reader.Text)); break;
                case 19: record.OrganizationId = reader.Text; break;
                case 20: record.Organization = reader.Text; break;
                case 21: record.TeamId = reader.Text; break;
                case 22: record.Team = reader.Text; break;
                case 23: record.ProjectId = reader.Text; break;
                case 24: record.Project = reader.Text; break;
                case 25: record.UserId = reader.Text; break;
                case 26: record.User = reader.Text; break;
                case 27: record.KeyId = reader.Text; break;
                case 28: record.KeyName = reader.Text; break;
                case 29: record.KeyPrefix = reader.Text; break;
                case 30: record.Environment = reader.Text; break;
                case 31: record.TokensInput = reader.Number; break;
                case 32: record.TokensOutput = reader.Number; break;
                case 33: record.TokensCached = reader.Number; break;
                case 34: record.TokensCacheWrite = reader.Number; break;
                case 35: record.TokensReasoning = reader.Number; break;
                case 36: record.CostMicros = reader.Number; break;
                case 37: record.LatencyMicroseconds = reader.Number; break;
                case 38: record.TimeToFirstTokenMicroseconds = reader.Number; break;
                case 39: record.OverheadMicroseconds = reader.Number; break;
                case 40: record.Client = reader.Text; break;
                default: break;
            }
        }
        if (record.RequestId.Length == 0) throw new InvalidDataException("A journal entry has no request id.");
        record.AttemptDetails = attempts;
        return record;
    }

    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : text[..most];

    private static string Attempt(CallAttempt attempt) => string.Create(
        CultureInfo.InvariantCulture, $"{attempt.Status} {attempt.DurationMs} {attempt.Error ?? "-"} {attempt.Deployment}");

    private static CallAttempt Attempt(string text)
    {
        var parts = text.Split(' ', 4);
        if (parts.Length < 4) throw new InvalidDataException("A journal entry has a malformed attempt.");
        int? status = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : null;
        _ = long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var duration);
        return new CallAttempt(parts[3], status, parts[2] == "-" ? null : parts[2], duration);
    }
}
