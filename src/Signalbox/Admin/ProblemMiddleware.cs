using Signalbox.Storage;

namespace Signalbox.Admin;

/// <summary>
/// The outermost stage of everything but the data plane: gives each response its id, and turns what a handler throws
/// into a problem. Nothing of an unexpected fault but its id is shown.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        RequestId.Of(context);
        try
        {
            await next(context);
            if (context.Response.HasStarted || context.Response.ContentLength is not (null or 0)) return;
            if (context.GetEndpoint() is null) await WriteUnmatchedAsync(context);
            else if (context.Response.StatusCode == StatusCodes.Status400BadRequest) throw UnreadParameter.In(context);
        }
        catch (ProblemException problem)
        {
            await Problems.WriteAsync(context, problem.Status, problem.Code, problem.Message, problem.Errors);
        }
        catch (BadHttpRequestException bad)
        {
            await Problems.WriteAsync(context, bad.StatusCode, bad.StatusCode == 413 ? "request-too-large" : "invalid-request", bad.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is no one to answer.
        }
        catch (Exception failure) when (Database.IsAway(failure))
        {
            Log.DatabaseAway(logger, failure.GetType().Name, RequestId.Of(context));
            await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "database-unavailable",
                "The database cannot be reached. Calls are still served from the last snapshot. Try again when it is back.");
        }
        catch (Exception failure)
        {
            Log.Unexpected(logger, failure, RequestId.Of(context));
            await Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, "internal-error",
                "Something went wrong inside the gateway. The log has the details under this request id.");
        }
    }

    private static Task WriteUnmatchedAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.WriteAsync(context, 404, "not-found", $"There is nothing at {context.Request.Path}. The API is described at /docs/."),
        StatusCodes.Status405MethodNotAllowed => Problems.WriteAsync(context, 405, "method-not-allowed", $"{context.Request.Path} does not take {context.Request.Method}."),
        _ => Task.CompletedTask,
    };

    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Warning, "The database is away ({Failure}); request {RequestId} was answered with 503")]
        public static partial void DatabaseAway(ILogger logger, string failure, string requestId);

        [LoggerMessage(201, LogLevel.Error, "Request {RequestId} failed unexpectedly")]
        public static partial void Unexpected(ILogger logger, Exception failure, string requestId);
    }
}
