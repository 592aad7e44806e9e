using Signalbox.Identity;
using Signalbox.Limits;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Draining;
using Signalbox.Pipeline.Hedging;
using Signalbox.Pipeline.Judging;
using Signalbox.Pipeline.KeptState;
using Signalbox.Pipeline.Limiting;
using Signalbox.Pipeline.Policies;
using Signalbox.Pipeline.Policies.Trials;
using Signalbox.Pipeline.Rehearsal;
using Signalbox.Pipeline.Shadowing;

namespace Signalbox.Pipeline;

/// <summary>The data plane: the request path and its endpoints.</summary>
internal static class PipelineModule
{
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    private static readonly (string Path, ApiDialect Dialect)[] Calls =
    [
        ("/v1/chat/completions", ApiDialects.Chat),
        ("/v1/responses", ApiDialects.Responses),
        ("/v1/embeddings", ApiDialects.Embeddings),
        ("/v1/messages", ApiDialects.Messages),
        ("/v1/messages/count_tokens", ApiDialects.TokenCount),
        ("/anthropic/v1/messages", ApiDialects.Messages),
        ("/anthropic/v1/messages/count_tokens", ApiDialects.TokenCount),
    ];

    public static IServiceCollection AddPipeline(this IServiceCollection services, PipelineOptions options) => services
        .AddSingleton(options)
        .AddSingleton<PresentedKeys>()
        .AddSingleton<Authentication>()
        .AddSingleton<BodyReading>()
        .AddSingleton<Authorization>()
        .AddSingleton<Recall>()
        .AddSingleton<QueuedAdmission>()
        .AddSingleton<Admission>()
        .AddSingleton<DefaultRoute>()
        .AddSingleton<CallRouting>()
        .AddSingleton<PolicyRouting>()
        .AddSingleton<PolicyTrial>()
        .AddSingleton<RouteRehearsal>()
        .AddSingleton<JsonRelay>()
        .AddSingleton<StreamDebit>()
        .AddSingleton<StreamRelay>()
        .AddSingleton<AttemptClocks>()
        .AddSingleton<DrainCounts>()
        .AddHostedService<Drain>()
        .AddSingleton(new Backoff(Random.Shared.NextDouble))
        .AddSingleton<UpstreamAttempt>()
        .AddSingleton<AttemptHealth>()
        .AddSingleton<HedgeCounts>()
        .AddSingleton<HedgeChoice>()
        .AddSingleton<HedgedAttempts>()
        .AddSingleton<ShadowCounts>()
        .AddSingleton<SilentCalls>()
        .AddSingleton<ShadowCalls>()
        .AddSingleton<JudgeCalls>()
        .AddSingleton<JudgeWatch>()
        .AddHostedService(provider => provider.GetRequiredService<JudgeWatch>())
        .AddSingleton<ShadowTraffic>()
        .AddSingleton<UpstreamSending>()
        .AddSingleton<CallEnding>()
        .AddSingleton<CallPipeline>()
        .AddSingleton<ResponsesAtProvider>()
        .AddSingleton<ResponseEndpoints>();

    /// <summary>
    /// Takes calls before anything else does: what stands before the other endpoints (ids, problems, routing, permissions) is not theirs, and
    /// costs more than their own governance. A path in any other spelling finds the same call through routing.
    /// </summary>
    public static void UseDataPlane(this WebApplication app)
    {
        var pipeline = app.Services.GetRequiredService<CallPipeline>();
        app.Use(next => context => HttpMethods.IsPost(context.Request.Method) && Find(context.Request.Path.Value) is { } dialect
            ? pipeline.RunAsync(context, dialect)
            : next(context));
    }

    public static void MapDataPlane(this IEndpointRouteBuilder routes)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<CallPipeline>();
        // Plain request delegates: the data plane has its own authentication, errors and JSON.
        foreach (var (path, dialect) in Calls)
        {
            routes.MapPost(path, context => pipeline.RunAsync(context, dialect)).ServeEveryone().ExcludeFromDescription();
            // Codex asks for a websocket first, and goes on without one when it is told to.
            routes.Map(path, context => pipeline.RunUnknownAsync(context, dialect, IsUpgrade(context) ? StatusCodes.Status426UpgradeRequired : StatusCodes.Status405MethodNotAllowed))
                .ServeEveryone().ExcludeFromDescription();
        }
        routes.ServiceProvider.GetRequiredService<ResponseEndpoints>().Map(routes);
        foreach (var root in new[] { "/v1", "/anthropic/v1" })
        {
            routes.MapMethods($"{root}/models", GetOrHead, context => pipeline.RunAuthenticatedAsync(context, Spoken(context), call => ModelListing.ListAsync(call, pipeline))).ServeEveryone().ExcludeFromDescription();
            routes.MapMethods($"{root}/models/{{**id}}", GetOrHead, context => pipeline.RunAuthenticatedAsync(context, Spoken(context), call => ModelListing.FindAsync(call, pipeline))).ServeEveryone().ExcludeFromDescription();
            routes.Map($"{root}/{{**rest}}", context => pipeline.RunUnknownAsync(context, Spoken(context), 404)).ServeEveryone().ExcludeFromDescription();
        }
        var usage = routes.ServiceProvider.GetRequiredService<OwnUsage>();
        routes.MapGet("/v1/usage", context => pipeline.RunAuthenticatedAsync(
            context, Spoken(context), async call => await ModelListing.AnswerAsync(call, await usage.WriteAsync(call.Principal!, context.RequestAborted)))).ServeEveryone().ExcludeFromDescription();
        routes.MapGet("/v1/codex/models.json", context => pipeline.RunAuthenticatedAsync(context, ApiDialects.Responses, CodexCatalog.ListAsync)).ServeEveryone().ExcludeFromDescription();
        // Claude Code asks this before its first call, without a key; any quick answer will do.
        routes.MapMethods("/api/hello", GetOrHead, () => Results.Text("hello")).ServeEveryone().ExcludeFromDescription();
    }

    private static bool IsUpgrade(HttpContext context) => context.Request.Headers.Upgrade.Count > 0;

    private static ApiDialect? Find(string? path)
    {
        foreach (var call in Calls)
            if (call.Path == path)
                return call.Dialect;
        return null;
    }

    /// <summary>What a caller speaks where the path does not tell: Anthropic's clients name a version.</summary>
    private static ConversationDialect Spoken(HttpContext context) =>
        context.Request.Headers.ContainsKey("anthropic-version") || context.Request.Path.StartsWithSegments("/anthropic", StringComparison.Ordinal)
            ? ApiDialects.Messages
            : ApiDialects.Chat;
}
