using Signalbox.Identity;

namespace Signalbox.Pipeline;

/// <summary>The data plane: the request path and its endpoints.</summary>
internal static class PipelineModule
{
    public static IServiceCollection AddPipeline(this IServiceCollection services, PipelineOptions options) => services
        .AddSingleton(options)
        .AddSingleton<Authentication>()
        .AddSingleton<BodyReading>()
        .AddSingleton<Authorization>()
        .AddSingleton<Admission>()
        .AddSingleton<CallRouting>()
        .AddSingleton<JsonRelay>()
        .AddSingleton<StreamRelay>()
        .AddSingleton<UpstreamAttempt>()
        .AddSingleton<UpstreamSending>()
        .AddSingleton<CallEnding>()
        .AddSingleton<CallPipeline>();

    public static void MapDataPlane(this IEndpointRouteBuilder routes)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<CallPipeline>();
        // Plain request delegates: the data plane has its own authentication, errors and JSON.
        routes.MapPost("/v1/chat/completions", pipeline.RunChatCompletionAsync).ServeEveryone().ExcludeFromDescription();
        routes.MapGet("/v1/models", context => pipeline.RunAuthenticatedAsync(context, ModelListing.ListAsync)).ServeEveryone().ExcludeFromDescription();
        routes.MapGet("/v1/models/{**id}", context => pipeline.RunAuthenticatedAsync(context, call => ModelListing.FindAsync(call, pipeline))).ServeEveryone().ExcludeFromDescription();
        routes.Map("/v1/chat/completions", context => pipeline.RunUnknownAsync(context, 405)).ServeEveryone().ExcludeFromDescription();
        routes.Map("/v1/{**rest}", context => pipeline.RunUnknownAsync(context, 404)).ServeEveryone().ExcludeFromDescription();
    }
}
