using Signalbox.Reports.Costs;
using Signalbox.Reports.Evidence;

namespace Signalbox.Reports;

/// <summary>What calls amounted to, for people who answer for the bill: sums by whatever a call has, the calls behind them, and what is missing in them.</summary>
internal static class ReportsModule
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReportCompleteness>()
        .AddSingleton<TargetTags>()
        .AddSingleton<ReportReading>()
        .AddSingleton<RecalculationLock>()
        .AddSingleton<Recalculation>();

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapReportEndpoints();
        routes.MapCosts();
        routes.MapEvidence();
    }
}
