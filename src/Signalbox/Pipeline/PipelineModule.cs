using Signalbox.Identity;

namespace Signalbox.Pipeline;

/// <summary>The data plane: the request path and its endpoints.</summary>
internal static class PipelineModule
{
    private const string ChatCompletions = "/v1/chat/completions";

    public static IServiceCollection AddPipeline(this IServiceCollection services, PipelineOptions options) => services
        .AddSingleton(options)
        .AddSingleton<PresentedKeys>()
        .AddSingleton<Authentication>()
        .AddSingleton<BodyReading>()
        .AddSingleton<Authorization>()
        .AddSingleton<Admission>()
        .AddSingleton<CallRouting>()
        .AddSingleton<JsonRelay>()
        .AddSingleton<StreamRelay>()
        .AddSingleton<AttemptClocks>()
        .AddSingleton<UpstreamAttempt>()
        .AddSingleton<UpstreamSending>()
        .AddSingleton<CallEnding>()
        .AddSingleton<CallPipeline>();

    /// <summary>
    /// Takes calls before anything else does: what stands before the other endpoints (ids, problems, routing, permissions) is not theirs, and
    /// costs more than their own governance. A path in any other spelling finds the same call through routing.
    /// </summary>
    public static void UseDataPlane(this WebApplication app)
    {
        var pipeline = app.Services.GetRequiredService<CallPipeline>();
        app.Use(next => context => context.Request.Path.Value == ChatCompletions && HttpMethods.IsPost(context.Request.Method)
            ? pipeline.RunChatCompletionAsync(context)
            : next(context));
    }

    public static void MapDataPlane(this IEndpointRouteBuilder routes)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<CallPipeline>();
        // Plain request delegates: the data plane has its own authentication, errors and JSON.
        routes.MapPost(ChatCompletions, pipeline.RunChatCompletionAsync).ServeEveryone().ExcludeFromDescription();
        routes.MapGet("/v1/models", context => pipeline.RunAuthenticatedAsync(context, ModelListing.ListAsync)).ServeEveryone().ExcludeFromDescription();
        routes.MapGet("/v1/models/{**id}", context => pipeline.RunAuthenticatedAsync(context, call => ModelListing.FindAsync(call, pipeline))).ServeEveryone().ExcludeFromDescription();
        routes.Map(ChatCompletions, context => pipeline.RunUnknownAsync(context, 405)).ServeEveryone().ExcludeFromDescription();
        routes.Map("/v1/{**rest}", context => pipeline.RunUnknownAsync(context, 404)).ServeEveryone().ExcludeFromDescription();
    }
}
