using System.Globalization;
using Signalbox.Core.Limits;
using Signalbox.Usage;

namespace Signalbox.Pipeline.Limiting;

/// <summary>The answer to a call that a limit stands against: which limit, at which level, what is left, and when to come back.</summary>
internal static class LimitErrors
{
    /// <summary>The refusal; the call's record says the same.</summary>
    public static CallError Refuse(Call call, in LimitRefusal refusal)
    {
        var (limit, rule) = (refusal.Limit, refusal.Limit.Rule);
        var level = limit.Level.ToString().ToLowerInvariant();
        if (refusal.IsUncertain) return Uncertain(call, refusal, level);
        call.Record.ReasonCodes = $"{limit.Name}-exceeded at-{level}";
        var (code, status) = (rule.Measure, rule.IsCalendar) switch
        {
            (LimitMeasure.Cost, _) => ("budget-exceeded", StatusCodes.Status429TooManyRequests),
            (_, true) => ("quota-exceeded", rule.QuotaIsTooManyRequests ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden),
            _ => ("rate_limit_exceeded", StatusCodes.Status429TooManyRequests),
        };
        var wait = TimeSpan.FromMilliseconds(refusal.RetryAfterMs);
        var resetsAt = rule.IsCalendar ? DateTimeOffset.FromUnixTimeMilliseconds(refusal.ResetsAt) : (DateTimeOffset?)null;
        return new CallError(status, Message(refusal, level, resetsAt), code)
        {
            ResetsAt = resetsAt,
            RetryAfter = status == StatusCodes.Status429TooManyRequests ? wait : null,
        };
    }

    /// <summary>No place is free where the call would have to wait.</summary>
    public static CallError QueueFull(Call call, CompiledLimit limit)
    {
        var level = limit.Level.ToString().ToLowerInvariant();
        call.Record.ReasonCodes = $"{limit.Name}-queue-full at-{level}";
        return new CallError(
            StatusCodes.Status429TooManyRequests,
            $"The limit {limit.Name} of the {level} '{limit.ScopeName}' stands against this call, and {limit.Rule.Queue!.Depth:N0} calls wait for it already, which is all that may. Try again later.",
            "rate_limit_exceeded") { RetryAfter = TimeSpan.FromMilliseconds(limit.Rule.Queue.MaxWaitMs) };
    }

    /// <summary>The call has waited as long as it may.</summary>
    public static CallError QueueExpired(Call call, CompiledLimit limit, in LimitRefusal last, TimeSpan waited)
    {
        var level = limit.Level.ToString().ToLowerInvariant();
        call.Record.ReasonCodes = $"{limit.Name}-queue-expired at-{level}";
        return new CallError(
            StatusCodes.Status429TooManyRequests,
            $"The call waited {(long)waited.TotalMilliseconds:N0} ms for room under the limit {limit.Name} of the {level} '{limit.ScopeName}', and its turn has not come. Try again later.",
            "rate_limit_exceeded") { RetryAfter = TimeSpan.FromMilliseconds(Math.Max(1000, last.RetryAfterMs)) };
    }

    /// <summary>Notes in the record that a limit ended the stream.</summary>
    public static void NoteCutOff(Call call, CompiledLimit limit)
    {
        call.Record.Code = SuccessCodes.CutOffByLimit;
        call.Record.Message = CutOff(limit).Message;
        call.Record.ReasonCodes = $"{limit.Name}-cut-off at-{limit.Level.ToString().ToLowerInvariant()}";
    }

    /// <summary>The error that ends a stream where its dialect has no other end for one that is cut off.</summary>
    public static CallError CutOff(CompiledLimit limit) => new(
        StatusCodes.Status429TooManyRequests, $"The answer was ended here: the limit {limit.Name} of the {limit.Level.ToString().ToLowerInvariant()} '{limit.ScopeName}' has no room for more of it.",
        limit.Rule.Measure == LimitMeasure.Cost ? "budget-exceeded" : limit.Rule.IsCalendar ? "quota-exceeded" : "rate_limit_exceeded");

    /// <summary>There may be room, so a quota's own answer, which no SDK repeats, would say too much.</summary>
    private static CallError Uncertain(Call call, in LimitRefusal refusal, string level)
    {
        call.Record.ReasonCodes = $"{refusal.Limit.Name}-unreachable at-{level}";
        return new CallError(
            StatusCodes.Status429TooManyRequests,
            $"The limit {refusal.Limit.Name} of the {level} '{refusal.Limit.ScopeName}' is exact, and the count that the gateway's instances share cannot be reached at the moment. Try again.",
            "rate_limit_exceeded") { RetryAfter = TimeSpan.FromMilliseconds(refusal.RetryAfterMs) };
    }

    private static string Message(in LimitRefusal refusal, string level, DateTimeOffset? resetsAt)
    {
        var (limit, rule) = (refusal.Limit, refusal.Limit.Rule);
        var scope = $"the {level} '{limit.ScopeName}'{(rule.Asset is null ? "" : $" for '{rule.Asset}'")}";
        var amounts = rule.Measure == LimitMeasure.Cost
            ? $"{Usd(refusal.Amount)} USD, of which {Usd(refusal.Remaining)} are left, and this call may cost up to {Usd(refusal.Wanted)}"
            : $"{refusal.Amount:N0}, of which {refusal.Remaining:N0} are left, and this call may take {refusal.Wanted:N0}";
        var when = refusal.IsTooLarge ? "It is more than there ever is: send a shorter prompt or a lower output cap."
            : resetsAt is { } at ? $"It starts anew at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}."
            : "Try again after the time that Retry-After names.";
        return string.Create(CultureInfo.InvariantCulture, $"The limit {limit.Name} of {scope} stands against this call: it is {amounts}. {when}");
    }

    private static string Usd(long micros) => (micros / 1_000_000m).ToString("0.00####", CultureInfo.InvariantCulture);
}
