using Signalbox.Storage;

namespace Signalbox.Responses;

/// <summary>What is kept of OpenAI's responses, so that they can be asked for again and gone on from.</summary>
internal static class ResponsesModule
{
    public static IServiceCollection AddResponses(this IServiceCollection services, ResponsesOptions options) => services
        .AddSingleton(options)
        .AddSingleton<PendingResponses>()
        .AddSingleton(provider => new OtherReaders(canExist: provider.GetRequiredService<Database>().Kind != DatabaseKind.Sqlite))
        .AddSingleton<KeptResponseStore>()
        .AddSingleton<ResponseSealing>()
        .AddSingleton<ResponseCounts>()
        .AddSingleton<KeptResponses>()
        .AddSingleton<KeptResponseWriter>()
        .AddHostedService(provider => provider.GetRequiredService<KeptResponseWriter>());
}
