using Signalbox.Quality.Contracts;
using Signalbox.Quality.Evaluations;

namespace Signalbox.Quality;

/// <summary>What route groups must achieve, and whether they do.</summary>
internal static class QualityModule
{
    public static IServiceCollection AddQuality(this IServiceCollection services) => services
        .AddSingleton<QualityContractStore>()
        .AddSingleton<QualityContractRegistry>()
        .AddSingleton<StandingStore>()
        .AddSingleton<EvaluationStore>()
        .AddSingleton<EvaluationImport>()
        .AddSingleton<ContractEvaluator>()
        .AddSingleton<ContractEvidence>()
        .AddSingleton<ContractStandings>()
        .AddSingleton<ContractWatch>()
        .AddHostedService(provider => provider.GetRequiredService<ContractWatch>());

    public static void MapQuality(this IEndpointRouteBuilder routes)
    {
        routes.MapQualityContracts();
        routes.MapEvaluations();
    }
}
