using Signalbox.Usage.Journal;
using Signalbox.Usage.Rollups;

namespace Signalbox.Usage;

/// <summary>What calls leave behind: the journal, its way into the database, and the questions asked of it.</summary>
internal static class UsageModule
{
    public static IServiceCollection AddUsage(this IServiceCollection services, JournalOptions journal, UsageOptions options) => services
        .AddSingleton(journal)
        .AddSingleton(options)
        .AddSingleton<UsageJournal>()
        .AddSingleton<UsageSumStore>()
        .AddSingleton<ConsumptionStore>()
        .AddSingleton<JournalBacklog>()
        .AddSingleton<UsageStore>()
        .AddSingleton<UsageQueries>()
        .AddSingleton<TargetCallStore>()
        .AddSingleton<CallCountStore>()
        .AddSingleton<RecordedCallStore>()
        .AddSingleton<RollupQueries>()
        .AddSingleton<CallSums>()
        .AddSingleton<RollupProgress>()
        .AddSingleton<RollupBacklog>()
        .AddHostedService(provider => provider.GetRequiredService<RollupBacklog>())
        .AddSingleton<UsagePruning>()
        .AddHostedService(provider => provider.GetRequiredService<UsagePruning>())
        .AddSingleton<Overview>()
        .AddSingleton<IUsageSink>(provider => provider.GetRequiredService<UsageStore>())
        .AddSingleton<UsageWriter>()
        .AddHostedService(provider => provider.GetRequiredService<UsageWriter>());
}
