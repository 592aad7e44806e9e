namespace Signalbox.Usage.Journal;

/// <summary>
/// A record's form in the journal. Field numbers are stored: never renumber, never reuse. Written in the order of importance, so that a
/// record which does not fit loses what is only shown, never what is counted.
/// </summary>
internal static class UsageRecordCodec
{
    /// <summary>No record takes more.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>Everything that is counted, and the ids it is counted under, fits into this.</summary>
    public const int LeastBytes = 768;

    private const int MaxAttempts = 8;
    private const int MaxAttemptBytes = 512;
    private const int MaxId = 64;

    /// <summary>Encodes into at least <see cref="LeastBytes"/> and returns the length. Allocates nothing.</summary>
    /// <param name="record">The record.</param>
    /// <param name="target">Where to.</param>
    /// <param name="names">The id of its names when they stand in an entry of their own; 0 when they are to stand in this one.</param>
    public static int Write(UsageRecord record, Span<byte> target, long names = 0)
    {
        var writer = new TaggedWriter(target);
        writer.Text(1, record.RequestId, MaxId);
        if (names != 0) writer.Number(48, names);
        writer.Number(2, record.StartedAt);
        writer.Number(3, record.FinishedAt);
        writer.Number(4, (long)record.Status);
        writer.Number(5, record.HttpStatus);
        writer.Flag(10, record.Stream);
        writer.Flag(16, record.Demo);
        writer.Number(17, record.Attempts);
        WriteCounts(ref writer, record);
        writer.Number(39, record.OverheadMicroseconds);
        if (names == 0)
        {
            WriteIds(ref writer, record);
            writer.Text(6, record.Code, 128);
            WriteRestOfNames(ref writer, record);
        }
        else
        {
            writer.Text(6, record.Code, 128);
        }
        writer.Text(7, record.ReasonCodes, 200);
        writer.Text(8, record.Message, 600);
        if (names == 0) writer.Text(40, record.Client, 128);
        if (record.AttemptDetails.Count > 0) WriteAttempts(ref writer, record.AttemptDetails);
        return writer.Length;
    }

    /// <summary>Encodes what <see cref="Write"/> leaves out where it is given their id, and returns the length.</summary>
    public static int WriteNames(UsageRecord record, Span<byte> target, long id)
    {
        var writer = new TaggedWriter(target);
        writer.Number(48, id);
        WriteIds(ref writer, record);
        WriteRestOfNames(ref writer, record);
        writer.Text(40, record.Client, 128);
        return writer.Length;
    }

    private static void WriteIds(ref TaggedWriter writer, UsageRecord record)
    {
        writer.Text(27, record.KeyId, MaxId);
        writer.Text(19, record.OrganizationId, MaxId);
        writer.Text(21, record.TeamId, MaxId);
        writer.Text(23, record.ProjectId, MaxId);
        writer.Text(25, record.UserId, MaxId);
        writer.Text(9, record.Api, MaxId);
        writer.Text(11, record.Model, 256);
        writer.Text(13, record.Deployment, 330);
        writer.Text(14, record.Provider, 128);
    }

    private static void WriteRestOfNames(ref TaggedWriter writer, UsageRecord record)
    {
        writer.Text(12, record.TargetKind, 32);
        writer.Text(42, record.RouteReason, 32);
        writer.Text(15, record.UpstreamModel, 256);
        writer.Text(20, record.Organization, 128);
        writer.Text(22, record.Team, 128);
        writer.Text(24, record.Project, 128);
        writer.Text(26, record.User, 128);
        writer.Text(28, record.KeyName, 128);
        writer.Text(29, record.KeyPrefix, 16);
        writer.Text(30, record.Environment, 16);
    }

    /// <summary>
    /// Encodes what a running stream adds to its open entry, into at least <see cref="LeastBytes"/>, and returns the length. Allocates nothing.
    /// </summary>
    public static int WriteProgress(UsageRecord record, Span<byte> target)
    {
        var writer = new TaggedWriter(target);
        writer.Text(1, record.RequestId, MaxId);
        WriteCounts(ref writer, record);
        if (record.Attempts == 1) return writer.Length;
        // Another deployment may have answered than the one the call was opened with.
        writer.Number(17, record.Attempts);
        writer.Text(13, record.Deployment, 330);
        writer.Text(14, record.Provider, 128);
        writer.Text(15, record.UpstreamModel, 256);
        if (record.AttemptDetails.Count > 0) WriteAttempts(ref writer, record.AttemptDetails);
        return writer.Length;
    }

    private static void WriteCounts(ref TaggedWriter writer, UsageRecord record)
    {
        writer.Number(31, record.TokensInput);
        writer.Number(32, record.TokensOutput);
        writer.Number(33, record.TokensCached);
        writer.Number(34, record.TokensCacheWrite);
        writer.Number(35, record.TokensReasoning);
        writer.Number(36, record.CostMicros);
        writer.Number(43, record.TokensCacheWriteLong);
        writer.Number(44, record.TokensInputAudio);
        writer.Number(45, record.TokensOutputAudio);
        writer.Number(46, record.UpstreamCostMicros);
        writer.Text(47, record.ServiceClass, 16);
        writer.Flag(41, record.TokensEstimated);
        writer.Number(37, record.LatencyMicroseconds);
        writer.Number(38, record.TimeToFirstTokenMicroseconds);
    }

    /// <summary>Decodes.</summary>
    /// <param name="source">The entry.</param>
    /// <param name="texts">Decodes those that recur; null to decode each.</param>
    /// <param name="requestId">The request's id where its text was made before.</param>
    /// <param name="names">What the entry refers to; null when it refers to none.</param>
    /// <exception cref="InvalidDataException">The bytes are no record.</exception>
    public static UsageRecord Read(ReadOnlySpan<byte> source, TextCache? texts = null, string? requestId = null, UsageRecord? names = null)
    {
        var record = names?.Copy() ?? new UsageRecord();
        ReadOnto(record, source, texts, requestId);
        return record;
    }

    /// <summary>Decodes <see cref="WriteNames"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are no names.</exception>
    public static UsageRecord ReadNames(ReadOnlySpan<byte> source, TextCache texts)
    {
        var record = new UsageRecord();
        ReadFields(record, source, texts, null);
        return record;
    }

    /// <summary>The id of the names that an entry holds or refers to; 0 for one that has its names in itself.</summary>
    /// <exception cref="InvalidDataException">The bytes are no entry.</exception>
    public static long NamesId(ReadOnlySpan<byte> source)
    {
        var reader = new TaggedReader(source);
        // It comes first, or behind the id of the request.
        for (var i = 0; i < 2 && reader.Next(); i++)
            if (reader.Field == 48) return reader.Number;
        return 0;
    }

    /// <summary>Decodes on top of what a record says already: a <see cref="WriteProgress"/> onto its open entry.</summary>
    /// <exception cref="InvalidDataException">The bytes are no record.</exception>
    public static void ReadOnto(UsageRecord record, ReadOnlySpan<byte> source, TextCache? texts = null, string? requestId = null)
    {
        ReadFields(record, source, texts, requestId);
        if (record.RequestId.Length == 0) throw new InvalidDataException("A journal entry has no request id.");
    }

    private static void ReadFields(UsageRecord record, ReadOnlySpan<byte> source, TextCache? texts, string? requestId)
    {
        List<CallAttempt>? attempts = null;
        var reader = new TaggedReader(source);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: record.RequestId = requestId ?? reader.Text; break;
                case 2: record.StartedAt = reader.Number; break;
                case 3: record.FinishedAt = reader.Number; break;
                case 4: record.Status = (CallStatus)reader.Number; break;
                case 5: record.HttpStatus = (int)reader.Number; break;
                case 6: record.Code = reader.Name(texts); break;
                case 7: record.ReasonCodes = reader.Name(texts); break;
                case 8: record.Message = reader.Text; break;
                case 9: record.Api = reader.Name(texts); break;
                case 10: record.Stream = reader.Number != 0; break;
                case 11: record.Model = reader.Name(texts); break;
                case 12: record.TargetKind = reader.Name(texts); break;
                case 13: record.Deployment = reader.Name(texts); break;
                case 14: record.Provider = reader.Name(texts); break;
                case 15: record.UpstreamModel = reader.Name(texts); break;
                case 16: record.Demo = reader.Number != 0; break;
                case 17: record.Attempts = (int)reader.Number; break;
                case 18: (attempts ??= []).Add(ReadAttempt(reader.Bytes)); break;
                case 19: record.OrganizationId = reader.Name(texts); break;
                case 20: record.Organization = reader.Name(texts); break;
                case 21: record.TeamId = reader.Name(texts); break;
                case 22: record.Team = reader.Name(texts); break;
                case 23: record.ProjectId = reader.Name(texts); break;
                case 24: record.Project = reader.Name(texts); break;
                case 25: record.UserId = reader.Name(texts); break;
                case 26: record.User = reader.Name(texts); break;
                case 27: record.KeyId = reader.Name(texts); break;
                case 28: record.KeyName = reader.Name(texts); break;
                case 29: record.KeyPrefix = reader.Name(texts); break;
                case 30: record.Environment = reader.Name(texts); break;
                case 31: record.TokensInput = reader.Number; break;
                case 32: record.TokensOutput = reader.Number; break;
                case 33: record.TokensCached = reader.Number; break;
                case 34: record.TokensCacheWrite = reader.Number; break;
                case 35: record.TokensReasoning = reader.Number; break;
                case 36: record.CostMicros = reader.Number; break;
                case 37: record.LatencyMicroseconds = reader.Number; break;
                case 38: record.TimeToFirstTokenMicroseconds = reader.Number; break;
                case 39: record.OverheadMicroseconds = reader.Number; break;
                case 40: record.Client = reader.Name(texts); break;
                case 42: record.RouteReason = reader.Name(texts); break;
                case 43: record.TokensCacheWriteLong = reader.Number; break;
                case 44: record.TokensInputAudio = reader.Number; break;
                case 45: record.TokensOutputAudio = reader.Number; break;
                case 46: record.UpstreamCostMicros = reader.Number; break;
                case 47: record.ServiceClass = reader.Name(texts); break;
                case 41: record.TokensEstimated = reader.Number != 0; break;
                default: break;
            }
        }
        if (attempts is not null) record.AttemptDetails = attempts;
    }

    /// <summary>Finds nothing but the id.</summary>
    /// <exception cref="InvalidDataException">The bytes are no record.</exception>
    public static ReadOnlySpan<byte> RequestId(ReadOnlySpan<byte> source)
    {
        var reader = new TaggedReader(source);
        while (reader.Next())
            if (reader.Field == 1 && reader.Bytes.Length > 0) return reader.Bytes;
        throw new InvalidDataException("A journal entry has no request id.");
    }

    private static void WriteAttempts(ref TaggedWriter writer, IReadOnlyList<CallAttempt> attempts)
    {
        Span<byte> fields = stackalloc byte[MaxAttemptBytes];
        for (var i = 0; i < Math.Min(attempts.Count, MaxAttempts); i++)
        {
            var attempt = attempts[i];
            var nested = new TaggedWriter(fields);
            nested.Number(2, attempt.Status);
            nested.Number(4, attempt.DurationMs);
            nested.Number(5, attempt.StartMs);
            nested.Number(6, attempt.TokensInput);
            nested.Number(7, attempt.TokensOutput);
            nested.Number(8, attempt.CostMicros);
            nested.Text(3, attempt.Error, MaxId);
            nested.Text(1, attempt.Deployment, 330);
            writer.Nested(18, fields[..nested.Length]);
        }
    }

    private static CallAttempt ReadAttempt(ReadOnlySpan<byte> source)
    {
        var (deployment, error) = ("", (string?)null);
        var (status, duration, start) = ((int?)null, 0L, (long?)null);
        long? input = null, output = null, cost = null;
        var reader = new TaggedReader(source);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: deployment = reader.Text; break;
                case 2: status = (int)reader.Number; break;
                case 3: error = reader.Text; break;
                case 4: duration = reader.Number; break;
                case 5: start = reader.Number; break;
                case 6: input = reader.Number; break;
                case 7: output = reader.Number; break;
                case 8: cost = reader.Number; break;
                default: break;
            }
        }
        return new CallAttempt(deployment, status, error, duration, start) { TokensInput = input, TokensOutput = output, CostMicros = cost };
    }
}
