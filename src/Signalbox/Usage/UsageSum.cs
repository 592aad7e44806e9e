namespace Signalbox.Usage;

/// <summary>Sums of the calls of a key to a model in a stretch of time; an empty text stands for none.</summary>
internal sealed class UsageSum(long span, long at, string model, string keyId)
{
    /// <summary>Length of the stretch, milliseconds.</summary>
    public long Span { get; } = span;

    /// <summary>Its beginning, Unix milliseconds.</summary>
    public long At { get; } = at;

    /// <summary>The model asked for.</summary>
    public string Model { get; } = model;

    /// <summary>The key.</summary>
    public string KeyId { get; } = keyId;

    public long Requests { get; private set; }
    public long Success { get; private set; }
    public long Refused { get; private set; }

    /// <summary>Calls that failed or were interrupted; a caller who went away is no error.</summary>
    public long Errors { get; private set; }

    public long TokensInput { get; private set; }
    public long TokensOutput { get; private set; }
    public long TokensCached { get; private set; }
    public long CostMicros { get; private set; }

    /// <summary>Counts a record.</summary>
    public void Add(UsageRecord record)
    {
        Requests++;
        if (record.Status == CallStatus.Success) Success++;
        if (record.Status == CallStatus.Refused) Refused++;
        if (record.Status is CallStatus.Error or CallStatus.Interrupted) Errors++;
        TokensInput += record.TokensInput ?? 0;
        TokensOutput += record.TokensOutput ?? 0;
        TokensCached += record.TokensCached ?? 0;
        CostMicros += record.CostMicros ?? 0;
    }

    /// <summary>Counts that the cost of a call is another than was counted.</summary>
    public void Correct(CostChange change) => CostMicros += change.Difference;

    /// <summary>Adds what a shorter stretch counted.</summary>
    public void Add(UsageSum other)
    {
        Requests += other.Requests;
        Success += other.Success;
        Refused += other.Refused;
        Errors += other.Errors;
        TokensInput += other.TokensInput;
        TokensOutput += other.TokensOutput;
        TokensCached += other.TokensCached;
        CostMicros += other.CostMicros;
    }
}
