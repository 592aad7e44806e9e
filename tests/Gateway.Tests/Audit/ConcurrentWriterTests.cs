using Signalbox.Audit;
using Signalbox.Models.Providers;

namespace Gateway.Tests.Audit;

/// <summary>Two instances on one database.</summary>
public sealed class ConcurrentWriterTests(TestDatabase databases)
{
    [Fact]
    public async Task Of_two_editors_who_read_the_same_revision_one_is_told_so()
    {
        await using var trail = await AuditTrail.CreateAsync(databases);
        var other = trail.AnotherWriter();
        await trail.ExecuteAsync(
            "INSERT INTO providers (id, name, kind, settings, enabled, owner, revision, created_at, updated_at) VALUES ('p', 'p', 'openai', '{}', 1, 'api', 1, 0, 0)");

        for (long revision = 1; revision <= 20; revision++)
        {
            var read = revision;
            var outcomes = await Task.WhenAll(EditAsync(trail.Writer, read), EditAsync(other, read));
            outcomes.Count(edited => edited).ShouldBe(1, $"round {revision}");
        }
    }

    private static async Task<bool> EditAsync(AdminWriter writer, long read)
    {
        await Task.Yield();
        return await writer.WriteAsync(AdminActor.Startup, async transaction =>
        {
            var row = (await ProviderStore.FindAsync(transaction, "p"))!;
            if (row.Revision != read) return false;
            await Task.Delay(2);
            await ProviderStore.UpdateAsync(transaction, row with { Revision = read + 1 });
            transaction.Audit("update", "provider", "p", "p", null, new ProviderDraft(), Signalbox.Models.ModelsJson.Default.ProviderDraft);
            return true;
        }, default);
    }
}
