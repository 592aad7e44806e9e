using System.Buffers;
using Signalbox.Identity;
using Signalbox.Pipeline.Dialects;
using Signalbox.Responses;
using Signalbox.Wire.OpenAIResponses;

namespace Signalbox.Pipeline.KeptState;

/// <summary>
/// What can be done with a response that was kept (https://platform.openai.com/docs/api-reference/responses/get and the pages after it): for the key
/// that made it. Where its provider keeps it too, the provider answers.
/// </summary>
internal sealed class ResponseEndpoints(CallPipeline pipeline, KeptResponses kept, ResponsesAtProvider provider)
{
    private const int DefaultLimit = 20;
    private const int MostItems = 100;

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Add(routes.MapGet("/v1/responses/{id}", context => RunAsync(context, "", RetrieveAsync)));
        Add(routes.MapDelete("/v1/responses/{id}", context => RunAsync(context, "", DeleteAsync)));
        Add(routes.MapGet("/v1/responses/{id}/input_items", context => RunAsync(context, "/input_items", ListInputAsync)));
        Add(routes.MapPost("/v1/responses/{id}/cancel", context => RunAsync(context, "/cancel", (call, _) => RefuseAsync(
            call, StatusCodes.Status400BadRequest, "The response cannot be cancelled: only one that was asked for with \"background\": true and is still being made can.", "invalid-request"))));
        static void Add(IEndpointConventionBuilder endpoint) => endpoint.ServeEveryone().ExcludeFromDescription();
    }

    private Task RunAsync(HttpContext context, string suffix, Func<Call, KeptResponse, Task> answer) => pipeline.RunAuthenticatedAsync(context, ApiDialects.Responses, async call =>
    {
        var id = context.Request.RouteValues["id"] as string ?? "";
        var found = ResponseIds.IsId(id)
            ? await kept.FindAsync(call.Principal!.Id, id, context.RequestAborted)
            : new KeptChain(KeptOutcome.Missing, [], id);
        if (found.Outcome == KeptOutcome.Away) await pipeline.AnswerErrorAsync(call, Recall.Away(null));
        else if (found.Outcome != KeptOutcome.Found) await NotFoundAsync(call);
        else if (await provider.TryAnswerAsync(call, found.Responses[0], suffix)) await ForgetAsync(call, found.Responses[0]);
        else if (found.Responses[0].Content is null) await NotFoundAsync(call);
        else await answer(call, found.Responses[0]);
    });

    private Task RetrieveAsync(Call call, KeptResponse response) => call.Http.Request.Query["stream"] == "true"
        ? RefuseAsync(call, StatusCodes.Status400BadRequest, "The response cannot be streamed again: only one that was asked for with \"background\": true can.", "invalid-request", "stream")
        : AnswerAsync(call, response.Content!.Response);

    private async Task DeleteAsync(Call call, KeptResponse response)
    {
        if (!await kept.DeleteAsync(response, call.Http.RequestAborted))
        {
            await pipeline.AnswerErrorAsync(call, Recall.Away(null));
            return;
        }
        var body = new ArrayBufferWriter<byte>();
        ResponsesDeletion.Write(response.Id, body);
        await AnswerAsync(call, body.WrittenMemory);
    }

    private async Task ListInputAsync(Call call, KeptResponse response)
    {
        if (!TryReadPage(call.Http.Request.Query, out var page, out var param, out var demand))
        {
            await RefuseAsync(call, StatusCodes.Status400BadRequest, $"\"{param}\" {demand}", "invalid-request", param);
            return;
        }
        var chain = await kept.FindChainAsync(response.KeyId, response.Id, call.Http.RequestAborted);
        if (chain.Outcome == KeptOutcome.Away)
        {
            await pipeline.AnswerErrorAsync(call, Recall.Away(null));
            return;
        }
        // Where an earlier response is gone the list begins after it.
        using var history = ResponsesHistory.Read(
            [.. chain.Responses.TakeWhile(r => r.Content is not null).Reverse().Select(r => new ResponsesExchange(r.Id, r.Content!.Input, r.Content.Response))]);
        var body = new ArrayBufferWriter<byte>();
        if (history is null || !ResponsesItemList.TryWrite(history, page, body))
            await RefuseAsync(call, StatusCodes.Status400BadRequest, "\"after\" names no input item of this response.", "invalid-request", "after");
        else
            await AnswerAsync(call, body.WrittenMemory);
    }

    private static bool TryReadPage(IQueryCollection query, out ResponsesItemPage page, out string param, out string demand)
    {
        (page, param, demand) = (default, "limit", $"must be a whole number from 1 to {MostItems}.");
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var asked) && (!int.TryParse(asked, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostItems))
            return false;
        (param, demand) = ("order", "must be \"asc\" or \"desc\".");
        var order = query.TryGetValue("order", out var direction) ? direction.ToString() : "desc";
        if (order is not ("asc" or "desc")) return false;
        page = new ResponsesItemPage(query.TryGetValue("after", out var after) && after.ToString() is { Length: > 0 } id ? id : null, limit, order == "asc");
        return true;
    }

    /// <summary>What the provider has deleted is deleted here too.</summary>
    private async Task ForgetAsync(Call call, KeptResponse response)
    {
        var status = call.Http.Response.StatusCode;
        if (HttpMethods.IsDelete(call.Http.Request.Method) && status is (>= 200 and < 300) or 404) await kept.DeleteAsync(response, CancellationToken.None);
    }

    private Task NotFoundAsync(Call call) => RefuseAsync(call, StatusCodes.Status404NotFound,
        "There is no such response of this key: it was not kept, was deleted or has expired. Responses made with \"store\": false are not kept.", "response-not-found");

    private Task RefuseAsync(Call call, int status, string message, string code, string? param = null) =>
        pipeline.AnswerErrorAsync(call, new CallError(status, message, code) { Param = param });

    private static async Task AnswerAsync(Call call, ReadOnlyMemory<byte> body)
    {
        var response = call.Http.Response;
        response.Headers[Admin.RequestId.Header] = call.RequestId;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, call.Http.RequestAborted);
    }
}
