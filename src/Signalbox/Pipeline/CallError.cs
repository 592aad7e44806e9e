using Signalbox.Wire;

namespace Signalbox.Pipeline;

/// <summary>Why a call ends without an answer, in no API's form: the caller's <see cref="Dialects.ApiDialect"/> writes it.</summary>
/// <param name="Status">The HTTP status; inside a stream, the status it would have had.</param>
/// <param name="Message">For people: what is wrong and the remedy. Holds no secret and no content.</param>
/// <param name="Code">For programs, kebab-case or the vendor's own word; null when there is none.</param>
internal readonly record struct CallError(int Status, string Message, string? Code)
{
    /// <summary>The request field at fault, as the caller's API names it; null when there is none.</summary>
    public string? Param { get; init; }

    /// <summary>What its record says in place of <see cref="Message"/>; null for the same.</summary>
    public string? RecordMessage { get; init; }

    /// <summary>When a used-up quota or budget starts anew; null for other errors.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>When it is worth trying again; null when that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The code as OpenAI's clients know it, where they know such a one: Codex and the SDKs try again later on these words.</summary>
    public string? OpenAICode => Code switch
    {
        "upstream-overloaded" => "server_is_overloaded",
        "upstream-rate-limited" => "rate_limit_exceeded",
        _ => Code,
    };

    /// <summary>The error for a body that is not what the API takes.</summary>
    public static CallError InvalidRequest(RequestDefect defect) =>
        new(StatusCodes.Status400BadRequest, defect.Message, "invalid-request") { Param = defect.Param };
}
