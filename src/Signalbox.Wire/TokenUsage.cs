namespace Signalbox.Wire;

/// <summary>
/// Token counts as the provider reported them
/// (https://platform.openai.com/docs/api-reference/chat/object#chat-object-usage). A count that was not reported, or was
/// null, is null: that is not the same as a reported zero (R27).
/// </summary>
public readonly record struct TokenUsage
{
    /// <summary>No call has so many tokens: a count beyond it is a fault of the server's, and would only spoil every sum that it is in.</summary>
    private const long MostTokens = 1_000_000_000;

    // Each count is kept as itself plus one, so that the default value is "nothing reported" and the struct, which
    // travels with every stream event, is half as large as with eight nullable longs.
    private readonly long _input;
    private readonly long _output;
    private readonly long _total;
    private readonly long _cached;
    private readonly long _cacheWrite;
    private readonly long _reasoning;
    private readonly long _audioInput;
    private readonly long _audioOutput;
    private readonly long _cacheWriteLong;
    private readonly long _costMicros;

    /// <summary><c>prompt_tokens</c>: all input tokens, cached ones included.</summary>
    public long? Input { get => Unpack(_input); init => _input = Pack(value); }

    /// <summary><c>completion_tokens</c>: all output tokens, reasoning included.</summary>
    public long? Output { get => Unpack(_output); init => _output = Pack(value); }

    /// <summary><c>total_tokens</c>.</summary>
    public long? Total { get => Unpack(_total); init => _total = Pack(value); }

    /// <summary>Input tokens read from the provider's cache: <c>prompt_tokens_details.cached_tokens</c> and its variants.</summary>
    public long? Cached { get => Unpack(_cached); init => _cached = Pack(value); }

    /// <summary>Input tokens written to the provider's cache, where a compatible server reports them.</summary>
    public long? CacheWrite { get => Unpack(_cacheWrite); init => _cacheWrite = Pack(value); }

    /// <summary><c>completion_tokens_details.reasoning_tokens</c>.</summary>
    public long? Reasoning { get => Unpack(_reasoning); init => _reasoning = Pack(value); }

    /// <summary><c>prompt_tokens_details.audio_tokens</c>.</summary>
    public long? AudioInput { get => Unpack(_audioInput); init => _audioInput = Pack(value); }

    /// <summary><c>completion_tokens_details.audio_tokens</c>.</summary>
    public long? AudioOutput { get => Unpack(_audioOutput); init => _audioOutput = Pack(value); }

    /// <summary>Of the tokens written to the cache, those kept for an hour: <c>cache_creation.ephemeral_1h_input_tokens</c>.</summary>
    public long? CacheWriteLong { get => Unpack(_cacheWriteLong); init => _cacheWriteLong = Pack(value); }

    /// <summary>What the provider says the call cost, in micro-USD: <c>usage.cost</c> (https://openrouter.ai/docs/use-cases/usage-accounting).</summary>
    public long? CostMicros { get => Unpack(_costMicros); init => _costMicros = PackAny(value); }

    /// <summary>The class of service: <c>service_tier</c>.</summary>
    public ServiceClass ServiceClass { get; init; }

    private static long? Unpack(long stored) => stored == 0 ? null : stored - 1;

    private static long Pack(long? value) => PackAny(value is > MostTokens and < long.MaxValue ? MostTokens : value);

    private static long PackAny(long? value) => value is null or < 0 or long.MaxValue ? 0 : value.Value + 1;
}
