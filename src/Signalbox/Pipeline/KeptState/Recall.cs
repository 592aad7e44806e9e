using Signalbox.Responses;
using Signalbox.Wire.OpenAIResponses;

namespace Signalbox.Pipeline.KeptState;

/// <summary>
/// A stage of responses alone, after authorization: finds what <c>previous_response_id</c> goes on from, and readies the keeping of the answer. It is the
/// one stage that may wait for the database, for a bounded time and only where the caller names a response that is not in memory.
/// </summary>
internal sealed class Recall(KeptResponses kept, ResponsesOptions options)
{
    private const string Field = "previous_response_id";

    /// <summary>The refusal, or null with the findings in the call.</summary>
    public async ValueTask<CallError?> RunAsync(Call call)
    {
        var scan = call.ResponsesScan;
        var previous = scan.ReadPreviousResponse(call.Body.Span);
        if (!options.Keeps)
            return previous is null ? null : Refusal(400, "cannot be used: this gateway keeps no responses. Send the whole conversation in \"input\".", "invalid-request");
        if (previous is not null && await FindAsync(call, previous) is { } refusal) return refusal;
        if (scan.Store ?? true) call.Keeping = Keeping(call, scan, previous);
        return null;
    }

    /// <summary>What a caller is told who has to wait for the database in vain.</summary>
    public static CallError Away(string? param) => new(StatusCodes.Status503ServiceUnavailable,
        "The database cannot be reached, so it is not known whether this response is kept. Try again shortly.", "database-unavailable") { Param = param };

    private ResponseKeeping Keeping(Call call, in ResponsesRequestScan scan, string? previous)
    {
        var input = scan.Input.IsPresent ? call.Body.Slice(scan.Input.Start, scan.Input.Length) : default;
        var isTooLarge = !kept.Fits(input.Length);
        if (isTooLarge) kept.LeaveOut();
        return new ResponseKeeping(kept, call.Principal!.Id, call.Record.StartedAt, isTooLarge ? default : input.ToArray(), isTooLarge, previous);
    }

    private async Task<CallError?> FindAsync(Call call, string previous)
    {
        if (!ResponseIds.IsId(previous))
            return Refusal(StatusCodes.Status400BadRequest, $"must be the id of a response: at most {ResponseIds.MaxLength} letters, digits, underscores and dashes.", "invalid-request");
        var key = call.Principal!.Id;
        var found = await kept.FindAsync(key, previous, call.Http.RequestAborted);
        if (found.Outcome != KeptOutcome.Found) return NotFound(found, previous);
        if (found.Responses[0].ProviderId is { } provider && PriorResponse.IsServedAt(call.Target!, provider))
        {
            call.Prior = new PriorResponse(previous, provider, null);
            return null;
        }

        var chain = await kept.FindChainAsync(key, previous, call.Http.RequestAborted);
        if (chain.Outcome != KeptOutcome.Found) return NotFound(chain, previous);
        if (chain.Responses.Any(r => r.Content is null))
            return Refusal(StatusCodes.Status400BadRequest,
                $"names a conversation that its provider keeps and the gateway has no whole copy of, and '{call.Target!.Name}' is not served there. Call a model that is, or send the whole conversation in \"input\".",
                "previous_response_not_found");
        if (ResponsesHistory.Read([.. chain.Responses.Reverse().Select(Exchange)]) is not { } history)
            return Refusal(StatusCodes.Status400BadRequest, "names a response that cannot be read. Send the whole conversation in \"input\".", "invalid-request");
        call.Prior = new PriorResponse(previous, null, history);
        return null;
    }

    private static CallError NotFound(KeptChain chain, string previous) => chain.Outcome switch
    {
        KeptOutcome.Away => Away(Field),
        KeptOutcome.TooLarge => Refusal(StatusCodes.Status400BadRequest, "names a conversation that is too long to go on from. Begin a new one.", "invalid-request"),
        _ when chain.MissingId != previous => Refusal(StatusCodes.Status404NotFound,
            $"cannot be gone on from: the response '{chain.MissingId}' earlier in its conversation was deleted, has expired or was not kept.", "previous_response_not_found"),
        _ => Refusal(StatusCodes.Status404NotFound, $"names no response of this key: '{previous}' was not found.", "previous_response_not_found"),
    };

    private static ResponsesExchange Exchange(KeptResponse response) => new(response.Id, response.Content!.Input, response.Content.Response);

    private static CallError Refusal(int status, string demand, string code) => new(status, $"\"{Field}\" {demand}", code) { Param = Field };
}
