using Signalbox.Usage.Journal;

namespace Signalbox.Usage;

/// <summary>What calls leave behind: the journal, its way into the database, and the questions asked of it.</summary>
internal static class UsageModule
{
    public static IServiceCollection AddUsage(this IServiceCollection services, JournalOptions options) => services
        .AddSingleton(options)
        .AddSingleton<UsageJournal>()
        .AddSingleton<UsageSumStore>()
        .AddSingleton<ConsumptionStore>()
        .AddSingleton<JournalBacklog>()
        .AddSingleton<UsageStore>()
        .AddSingleton<UsageQueries>()
        .AddSingleton<ServedSumStore>()
        .AddSingleton<Overview>()
        .AddSingleton<IUsageSink>(provider => provider.GetRequiredService<UsageStore>())
        .AddSingleton<UsageWriter>()
        .AddHostedService(provider => provider.GetRequiredService<UsageWriter>());
}
